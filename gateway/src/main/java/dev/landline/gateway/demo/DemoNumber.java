package dev.landline.gateway.demo;

import java.util.Optional;

/**
 * The numbers the demo PSTN answers. All lie in the range that Ofcom keeps for films (01632 960000 to 960999): nobody
 * real is ever called by dialling them.
 */
public enum DemoNumber {
    MENU(
            "+441632960000",
            "Tone menu",
            "Plays a tune; each digit is confirmed by as many beeps, * repeats the tune and # hangs up."),
    ECHO("+441632960001", "Echo", "Plays back what you say after a fraction of a second."),
    MILLIWATT("+441632960002", "Test tone", "A steady 1004 Hz tone at 0 dBm0, the telephone network's milliwatt."),
    BUSY("+441632960003", "Busy", "Is always busy (486)."),
    NO_ANSWER("+441632960004", "No answer", "Rings for three minutes and is never answered."),
    ANNOUNCEMENT(
            "+441632960005",
            "Announcement",
            "Plays an announcement before any answer (early media), then refuses the call (480)."),
    CALL_BACK("+441632960006", "Call me back", "Answers with two beeps, hangs up and calls you three seconds later."),
    MUSIC("+441632960007", "Music", "Rings for three seconds, plays music and hangs up after ten."),
    OUT_OF_SERVICE("+441632960008", "Out of service", "Refuses every call with 503, like a trunk in trouble."),
    DIGITS("+441632960009", "Sends digits", "Answers, dials 1 2 3 toward you and then plays a tone.");

    private final String number;
    private final String title;
    private final String description;

    DemoNumber(String number, String title, String description) {
        this.number = number;
        this.title = title;
        this.description = description;
    }

    /** The number in E.164 with its plus sign. */
    public String number() {
        return number;
    }

    /** Two or three words for a list. */
    public String title() {
        return title;
    }

    /** One sentence that says what a caller meets. */
    public String description() {
        return description;
    }

    /** The number that was dialled, with or without the plus sign; empty when nobody lives there. */
    static Optional<DemoNumber> dialled(String user) {
        String wanted = user.startsWith("+") ? user : "+" + user;
        for (DemoNumber number : values()) {
            if (number.number.equals(wanted)) {
                return Optional.of(number);
            }
        }
        return Optional.empty();
    }
}
