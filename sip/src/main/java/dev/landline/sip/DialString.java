package dev.landline.sip;

import java.util.Locale;
import java.util.Optional;

/**
 * What somebody dialled, out of a tel: or sip: URI: the request URI of an INVITE, To, or the target of a Refer-To. The
 * number part of a tel: URI may also stand, with its parameters, in the user part of a sip: URI (RFC 3261 section
 * 19.1.6).
 *
 * @param number digits, {@code + * #} and letters of user names; visual separators of numbers are gone
 * @param context the {@code phone-context} of a local number (RFC 3966 section 5.1.5): the leading digits of a global
 *     number with the plus, or a domain
 * @param phone the URI says that this is a telephone number: tel:, or {@code user=phone}
 */
public record DialString(String number, Optional<String> context, boolean phone) {

    /** RFC 3966 section 3: separators are for the eye and mean nothing. */
    private static final String SEPARATORS = "-.() \u00a0";

    /** Reads a URI that was parsed, so its escapes are undone. */
    public static DialString of(SipUri uri) {
        boolean tel = uri.scheme().equals("tel");
        boolean phone =
                tel || uri.parameter("user").filter("phone"::equalsIgnoreCase).isPresent();
        int semicolon = uri.user().indexOf(';');
        String subscriber = semicolon < 0 ? uri.user() : uri.user().substring(0, semicolon);
        if (!phone && !isNumber(subscriber)) {
            return new DialString(uri.user(), Optional.empty(), false);
        }
        Optional<String> context = tel
                ? uri.parameter("phone-context")
                : parameter(semicolon < 0 ? "" : uri.user().substring(semicolon + 1), "phone-context");
        return new DialString(
                withoutSeparators(subscriber),
                context.map(DialString::plainContext).filter(c -> !c.isEmpty()),
                phone);
    }

    /** Whether the context is the beginning of a global number. */
    public boolean contextIsGlobal() {
        return context.filter(text -> text.startsWith("+")).isPresent();
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> isDialled(c) || SEPARATORS.indexOf(c) >= 0);
    }

    private static boolean isDialled(int c) {
        return (c >= '0' && c <= '9') || c == '+' || c == '*' || c == '#';
    }

    private static String withoutSeparators(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        text.chars().filter(c -> SEPARATORS.indexOf(c) < 0).forEach(c -> kept.append((char) c));
        return kept.toString();
    }

    private static String plainContext(String context) {
        return context.startsWith("+") ? withoutSeparators(context) : context.toLowerCase(Locale.ROOT);
    }

    private static Optional<String> parameter(String parameters, String name) {
        for (String parameter : parameters.split(";", -1)) {
            int equals = parameter.indexOf('=');
            if (equals > 0 && parameter.substring(0, equals).equalsIgnoreCase(name)) {
                return Optional.of(parameter.substring(equals + 1));
            }
        }
        return Optional.empty();
    }
}
