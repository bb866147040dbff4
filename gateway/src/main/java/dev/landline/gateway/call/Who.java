package dev.landline.gateway.call;

import dev.landline.sip.SipSource;
import dev.landline.sip.SipTarget;

/** Whose leg it is: what may be asked for on it depends on that. */
public sealed interface Who {

    /** A person who is signed in. */
    record Account(String user) implements Who {}

    /** A PBX or carrier. */
    record Line(String trunk) implements Who {}

    default boolean isBrowser() {
        return this instanceof Account;
    }

    static Who of(SipSource source) {
        return switch (source) {
            case SipSource.Browser browser -> new Account(browser.user());
            case SipSource.Trunk trunk -> new Line(trunk.trunk());
        };
    }

    static Who of(SipTarget target) {
        return switch (target) {
            case SipTarget.Browser browser -> new Account(browser.user());
            case SipTarget.Trunk trunk -> new Line(trunk.trunk());
        };
    }
}
