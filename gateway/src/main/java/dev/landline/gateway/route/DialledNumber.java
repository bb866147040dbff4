package dev.landline.gateway.route;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import dev.landline.sip.DialString;
import java.util.Locale;

/** What somebody dialled, understood. */
public sealed interface DialledNumber {

    /** Longest thing taken for a number: E.164 allows 15 digits, separators and a trunk prefix come on top. */
    int MAX_LENGTH = 40;

    /** At most this many digits are a short code, not a subscriber number. */
    int SHORT_CODE_DIGITS = 6;

    /** A telephone number in E.164, with the plus and its ISO 3166 region. */
    record Subscriber(String e164, String region) implements DialledNumber {}

    /** A short code or service code such as 112, 1571 or *43#, as dialled. */
    record Code(String digits) implements DialledNumber {}

    /** A user name, in lower case. */
    record User(String name) implements DialledNumber {}

    /** Nothing that could be dialled. */
    record Unreadable() implements DialledNumber {}

    /**
     * Reads what was dialled in {@code country} (ISO 3166). Visual separators are dropped (RFC 3966 section 5.1.1), every
     * way of writing an international prefix leads to the same E.164 number, so that no spelling slips past a rule.
     */
    static DialledNumber read(String dialled, String country) {
        String text = dialled.strip();
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return new Unreadable();
        }
        if (text.chars().anyMatch(c -> Character.isLetter(c) || c == '_' || c == '@')) {
            return new User(text.toLowerCase(Locale.ROOT));
        }
        StringBuilder kept = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int digit = Character.digit(c, 10);
            if (digit >= 0) {
                kept.append((char) ('0' + digit));
            } else if (c == '*' || c == '#' || (c == '+' && kept.isEmpty())) {
                kept.append(c);
            } else if (" -.()/\u00a0".indexOf(c) < 0) {
                return new Unreadable();
            }
        }
        return number(kept.toString(), country);
    }

    /**
     * What was dialled as text that {@link #read} understands. A local number is put behind its context when that makes
     * a telephone number; a context need not do so (RFC 3966 section 5.1.5: 911 in +1).
     */
    static String text(DialString dialled, String country) {
        if (!dialled.contextIsGlobal() || dialled.number().startsWith("+")) {
            return dialled.number();
        }
        String whole = dialled.context().orElseThrow() + dialled.number();
        return whole.length() <= MAX_LENGTH && isValid(whole, country) ? whole : dialled.number();
    }

    private static boolean isValid(String number, String country) {
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        try {
            return numbers.isValidNumber(numbers.parse(number, country));
        } catch (NumberParseException _) {
            return false;
        }
    }

    private static DialledNumber number(String digits, String country) {
        boolean service = digits.indexOf('*') >= 0 || digits.indexOf('#') >= 0;
        if (digits.isEmpty() || digits.equals("+") || (service && digits.startsWith("+"))) {
            return new Unreadable();
        }
        if (service || (digits.length() <= SHORT_CODE_DIGITS && !digits.startsWith("+"))) {
            return new Code(digits);
        }
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        try {
            PhoneNumber parsed = numbers.parse(digits, country);
            if (!numbers.isPossibleNumber(parsed)) {
                return new Unreadable();
            }
            String region = numbers.getRegionCodeForCountryCode(parsed.getCountryCode());
            String exact = numbers.getRegionCodeForNumber(parsed);
            return new Subscriber(numbers.format(parsed, PhoneNumberFormat.E164), exact == null ? region : exact);
        } catch (NumberParseException e) {
            return new Unreadable();
        }
    }
}
