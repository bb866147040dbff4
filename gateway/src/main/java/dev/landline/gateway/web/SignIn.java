package dev.landline.gateway.web;

import dev.landline.sip.stack.PasswordCheck;
import java.net.InetAddress;

/**
 * What signing in over HTTP needs.
 *
 * @param tokens makes them
 * @param passwords says whether a password is right; must not block
 */
public record SignIn(AccessTokens tokens, Passwords passwords) {

    /** Checks a password and slows guessers down. */
    @FunctionalInterface
    public interface Passwords {
        PasswordCheck check(String user, String password, InetAddress source);
    }
}
