package dev.landline.sip.subscription;

import dev.landline.sip.SipUri;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether there is voicemail, and how much (RFC 3842 section 5.2). Other kinds of messages are not told of.
 *
 * @param waiting the lamp is on
 * @param account whose mailbox; empty when the message does not say
 * @param voice how many voice messages; empty when the message does not say
 */
public record MessageSummary(boolean waiting, Optional<SipUri> account, Optional<Counts> voice) {

    /** No voicemail that anybody knows of. */
    public static final MessageSummary NONE = new MessageSummary(false, Optional.empty(), Optional.empty());

    private static final int MAX_LENGTH = 4_096;
    private static final Pattern COUNTS =
            Pattern.compile("(\\d{1,9})\\s*/\\s*(\\d{1,9})(?:\\s*\\(\\s*(\\d{1,9})\\s*/\\s*(\\d{1,9})\\s*\\))?");

    /** New and old messages, and how many of each are urgent. */
    public record Counts(int fresh, int old, int urgentFresh, int urgentOld) {}

    /** Reads a body of application/simple-message-summary; empty when it does not say whether messages wait. */
    public static Optional<MessageSummary> parse(String body) {
        if (body.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        Optional<Boolean> waiting = Optional.empty();
        Optional<SipUri> account = Optional.empty();
        Optional<Counts> voice = Optional.empty();
        for (String line : body.split("\r?\n", -1)) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                continue;
            }
            String value = line.substring(colon + 1).strip();
            switch (line.substring(0, colon).strip().toLowerCase(Locale.ROOT)) {
                case "messages-waiting" -> waiting = yesOrNo(value);
                case "message-account" -> account = SipUri.parse(value.replaceAll("[<>]", ""));
                case "voice-message" -> voice = counts(value);
                default -> {
                    // Fax, pager and the headers of single messages: nothing here shows them.
                }
            }
        }
        Optional<SipUri> owner = account;
        Optional<Counts> counted = voice;
        return waiting.map(lamp -> new MessageSummary(lamp, owner, counted));
    }

    private static Optional<Boolean> yesOrNo(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "yes" -> Optional.of(true);
            case "no" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<Counts> counts(String value) {
        Matcher numbers = COUNTS.matcher(value);
        if (!numbers.matches()) {
            return Optional.empty();
        }
        boolean urgent = numbers.group(3) != null;
        return Optional.of(new Counts(
                Integer.parseInt(numbers.group(1)),
                Integer.parseInt(numbers.group(2)),
                urgent ? Integer.parseInt(numbers.group(3)) : 0,
                urgent ? Integer.parseInt(numbers.group(4)) : 0));
    }

    /** The body that tells a user of the own mailbox. */
    public String body(SipUri owner) {
        StringBuilder text = new StringBuilder("Messages-Waiting: ")
                .append(waiting ? "yes" : "no")
                .append("\r\nMessage-Account: ")
                .append(owner)
                .append("\r\n");
        voice.ifPresent(counts -> text.append("Voice-Message: %d/%d (%d/%d)\r\n"
                .formatted(counts.fresh(), counts.old(), counts.urgentFresh(), counts.urgentOld())));
        return text.toString();
    }
}
