package dev.landline.gateway.call;

import dev.landline.sip.LegId;
import dev.landline.sip.SipCommand;
import java.util.Locale;
import java.util.Optional;

/** DTMF that comes as SIP INFO: {@code application/dtmf-relay} (Signal=, Duration=) and {@code application/dtmf}. */
record InfoDigits(char digit, int millis) {

    /** The form that peers understand most widely. */
    static final String RELAY = "application/dtmf-relay";

    private static final String DIGITS = "0123456789*#ABCD";
    private static final int STANDARD_MILLIS = 100;
    private static final int LONGEST_MILLIS = 5_000;

    /** As the body of {@link #RELAY}. */
    String body() {
        return "Signal=" + digit + "\r\nDuration=" + millis + "\r\n";
    }

    /** As INFO for a leg. */
    SipCommand.SendInfo toward(LegId leg) {
        return new SipCommand.SendInfo(leg, RELAY, body());
    }

    /** Reads one digit; empty when the body holds none. */
    static Optional<InfoDigits> read(String contentType, String body) {
        return switch (contentType.toLowerCase(Locale.ROOT).split(";", 2)[0].strip()) {
            case "application/dtmf" -> digit(body.strip(), STANDARD_MILLIS);
            case RELAY -> relay(body);
            default -> Optional.empty();
        };
    }

    private static Optional<InfoDigits> relay(String body) {
        String signal = "";
        int millis = STANDARD_MILLIS;
        for (String line : body.split("\r?\n", 10)) {
            int equals = line.indexOf('=');
            if (equals < 0) {
                continue;
            }
            String value = line.substring(equals + 1).strip();
            switch (line.substring(0, equals).strip().toLowerCase(Locale.ROOT)) {
                case "signal" -> signal = value;
                case "duration" -> millis = millis(value);
                default -> {
                    // Other parameters say nothing about the digit.
                }
            }
        }
        return digit(signal, millis);
    }

    private static int millis(String value) {
        boolean number = !value.isEmpty() && value.length() < 6 && value.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Math.clamp(Integer.parseInt(value), 40, LONGEST_MILLIS) : STANDARD_MILLIS;
    }

    private static Optional<InfoDigits> digit(String text, int millis) {
        String upper = text.toUpperCase(Locale.ROOT);
        return upper.length() == 1 && DIGITS.contains(upper)
                ? Optional.of(new InfoDigits(upper.charAt(0), millis))
                : Optional.empty();
    }
}
