package dev.landline.gateway.route;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import dev.landline.gateway.config.NumberForm;

/** Numbers in the form that a trunk wants. */
public final class WrittenNumber {

    private WrittenNumber() {}

    /**
     * Writes a number.
     *
     * @param number E.164 with the plus; anything else (extensions, service codes, names) stays as it is
     * @param country ISO 3166 code of the country whose national form is meant
     */
    public static String of(String number, NumberForm form, String country) {
        if (!number.matches("\\+[0-9]{3,15}")) {
            return number;
        }
        return switch (form) {
            case AS_ROUTED, E164 -> number;
            case DIGITS -> number.substring(1);
            case NATIONAL -> national(number, country);
        };
    }

    private static String national(String number, String country) {
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        try {
            PhoneNumber parsed = numbers.parse(number, country);
            boolean home = parsed.getCountryCode() == numbers.getCountryCodeForRegion(country);
            String written = home
                    ? numbers.format(parsed, PhoneNumberFormat.NATIONAL)
                    : numbers.formatOutOfCountryCallingNumber(parsed, country);
            return written.replaceAll("[^0-9]", "");
        } catch (NumberParseException _) {
            return number;
        }
    }
}
