package dev.landline.gateway.identity;

import dev.landline.sip.DialString;
import dev.landline.sip.Party;
import dev.landline.sip.SipUri;
import dev.landline.sip.identity.CallerClaims;
import dev.landline.sip.identity.Privacy;
import java.util.List;
import java.util.Optional;

/**
 * How a signed-in caller wants to appear in one call.
 *
 * @param number the number to show, as the caller wrote it; empty is the account's usual one
 * @param hide show none (CLIR)
 */
public record CallerWish(Optional<String> number, boolean hide) {

    /** The usual number, shown. */
    public static final CallerWish USUAL = new CallerWish(Optional.empty(), false);

    /**
     * Reads the wish from an INVITE: P-Preferred-Identity chooses the number (RFC 3325 section 9.2), a number in From does
     * where the phone sends one; Privacy or an anonymous From hides it (RFC 3323 section 4.1).
     */
    public static CallerWish of(Party from, CallerClaims claims) {
        Optional<String> number = claims.preferred().flatMap(CallerWish::number).or(() -> CallerWish.number(from));
        return new CallerWish(number, Privacy.hidesCaller(claims.privacy()) || isAnonymous(from.uri()));
    }

    /** Also hidden when the number was dialled behind one of these prefixes. */
    CallerWish hiddenIf(boolean more) {
        return new CallerWish(number, hide || more);
    }

    /** A From that names nobody (RFC 3323 section 4.1.1.3). */
    public static boolean isAnonymous(SipUri uri) {
        return uri.host().equals("anonymous.invalid") || uri.user().equalsIgnoreCase("anonymous");
    }

    /** The number in an address; empty when it is a user name. */
    private static Optional<String> number(Party party) {
        String user = DialString.of(party.uri()).number();
        return user.matches("\\+?[0-9]{2,20}") ? Optional.of(user) : Optional.empty();
    }

    /**
     * What was dialled, without a prefix that hides the caller.
     *
     * @param wish this wish, with the prefix taken into account
     */
    public record Dialled(String number, CallerWish wish) {}

    /** Takes the first prefix that fits off the front; one that leaves nothing to dial is dialled as it is. */
    public Dialled dialled(String text, List<String> hidePrefixes) {
        for (String prefix : hidePrefixes) {
            if (text.startsWith(prefix) && text.length() > prefix.length()) {
                return new Dialled(text.substring(prefix.length()), hiddenIf(true));
            }
        }
        return new Dialled(text, this);
    }
}
