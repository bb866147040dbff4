package dev.landline.gateway.config;

import dev.landline.gateway.config.FeaturesConfig.WhenHeldInSilence;
import dev.landline.gateway.config.TrunkFeatures.Redirects;
import dev.landline.media.sound.SoundLibrary;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code landline.features}. */
final class FeaturesSection {

    private static final Map<String, WhenHeldInSilence> WHEN_HELD = Map.of(
            "music", WhenHeldInSilence.MUSIC,
            "tone", WhenHeldInSilence.TONE,
            "silence", WhenHeldInSilence.SILENCE);

    private static final Map<String, Role> ROLES = Map.of("user", Role.USER, "supervisor", Role.SUPERVISOR);

    private static final Pattern GROUP = Pattern.compile("[A-Za-z0-9_-]{1,32}");

    private static final Map<String, Redirects> REDIRECTS = Map.of(
            "off", Redirects.OFF,
            "same-trunk", Redirects.SAME_TRUNK,
            "dial-plan", Redirects.DIAL_PLAN);
    private static final ValueParser<String> CODE = ValueParser.matching(
            Pattern.compile("[*#][0-9*#]{1,7}"), "must be * or # and at most seven more keys, such as \"*78\"");
    private static final ValueParser<String> NUMBER = ValueParser.matching(
            Pattern.compile("[A-Za-z0-9+*#._-]{1,40}"), "must be a number or a user as it is dialled");
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private static final Pattern ROOM = Pattern.compile("[0-9*#]{2,8}");
    private static final ValueParser<String> PIN =
            ValueParser.matching(Pattern.compile("[0-9]{4,12}"), "must be 4 to 12 digits");

    private FeaturesSection() {}

    static FeaturesConfig read(Section features) {
        Optional<Path> music = features.readableFile("music-on-hold");
        if (music.isPresent()
                && new SoundLibrary(SoundLibrary.USUAL_BYTES).music(music.get())
                        instanceof SoundLibrary.Music.Refused(String why)) {
            features.mistake("music-on-hold", "cannot be played: " + why);
        }
        WhenHeldInSilence held =
                features.required("when-held-in-silence", ValueParser.choice(WHEN_HELD), WhenHeldInSilence.MUSIC);
        Section codes = features.child("codes");
        FeatureCodes dialled = new FeatureCodes(
                codes.optional("do-not-disturb-on", CODE),
                codes.optional("do-not-disturb-off", CODE),
                codes.optional("forward-on", CODE),
                codes.optional("forward-off", CODE),
                codes.optional("pickup", CODE),
                codes.optional("echo", CODE));
        codes.refuseUnknown();
        Map<String, Optional<String>> rooms = new LinkedHashMap<>();
        features.children("conference-rooms").forEach((number, room) -> {
            if (!ROOM.matcher(number).matches()) {
                room.mistake("is not a good name for a room: use 2 to 8 digits, or * and # with them");
            }
            rooms.put(number, room.optional("pin", PIN));
            room.refuseUnknown();
        });
        features.refuseUnknown();
        return new FeaturesConfig(music, held, dialled, rooms);
    }

    static AccountFeatures account(Section account) {
        Optional<String> group = account.optional(
                "pickup-group",
                ValueParser.matching(GROUP, "must be a word of at most 32 letters, digits, dashes or underscores"));
        boolean undisturbed =
                account.optional("do-not-disturb", ValueParser.flag()).orElse(false);
        Role role = account.optional("role", ValueParser.choice(ROLES)).orElse(Role.USER);
        Section forward = account.child("forward");
        Forwarding forwarding = new Forwarding(
                forward.optional("always", NUMBER),
                forward.optional("busy", NUMBER),
                forward.optional("no-answer", NUMBER),
                forward.optional("not-signed-in", NUMBER),
                forward.optional("no-answer-after", ValueParser.duration(SHORTEST, LONGEST))
                        .orElse(Forwarding.USUAL_RINGING));
        forward.refuseUnknown();
        List<String> mayCall =
                account.optional("may-call", ValueParser.list(NUMBER)).orElse(List.of());
        return new AccountFeatures(group, role, undisturbed, forwarding, mayCall);
    }

    static TrunkFeatures trunk(Section trunk) {
        return new TrunkFeatures(
                trunk.optional("transfers", ValueParser.flag()).orElse(false),
                trunk.optional("redirects", ValueParser.choice(REDIRECTS)).orElse(Redirects.OFF));
    }
}
