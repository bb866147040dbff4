package dev.landline.gateway.config;

import dev.landline.sip.session.DialogTerms;
import dev.landline.sip.session.DialogTerms.Reliability;
import dev.landline.sip.session.TimerTerms;
import java.time.Duration;
import java.util.Map;

/** Reads how dialogs with a trunk are conducted: reliable ringing and session timers. */
final class DialogSection {

    private static final Map<String, Reliability> RELIABILITY =
            Map.of("off", Reliability.OFF, "supported", Reliability.SUPPORTED, "required", Reliability.REQUIRED);
    private static final Duration LONGEST = Duration.ofHours(24);

    private DialogSection() {}

    static DialogTerms read(Section trunk) {
        DialogTerms standard = DialogTerms.STANDARD;
        Reliability reliability = trunk.optional("reliable-provisional", ValueParser.choice(RELIABILITY))
                .orElse(standard.reliability());
        Duration shortest = Duration.ofSeconds(TimerTerms.SHORTEST_SECONDS);
        int least = trunk.optional("min-session-expires", ValueParser.duration(shortest, LONGEST))
                .map(DialogSection::seconds)
                .orElse(standard.timer().minSeconds());
        int expires = trunk.optional("session-expires", ValueParser.duration(Duration.ZERO, LONGEST))
                .map(DialogSection::seconds)
                .orElse(Math.max(standard.timer().expiresSeconds(), least));
        if (expires != 0 && expires < least) {
            trunk.mistake("session-expires", "must be 0s, or at least min-session-expires, which is " + least + "s");
            expires = least;
        }
        return new DialogTerms(reliability, new TimerTerms(expires, least));
    }

    private static int seconds(Duration duration) {
        return (int) duration.toSeconds();
    }
}
