package dev.landline.gateway.config;

import dev.landline.gateway.config.FeaturesConfig.WhenHeldInSilence;
import dev.landline.media.sound.SoundLibrary;
import java.nio.file.Path;
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
        features.refuseUnknown();
        return new FeaturesConfig(music, held);
    }

    static AccountFeatures account(Section account) {
        Optional<String> pickupGroup = account.optional(
                "pickup-group",
                ValueParser.matching(GROUP, "must be a word of at most 32 letters, digits, dashes or underscores"));
        Role role = account.optional("role", ValueParser.choice(ROLES)).orElse(Role.USER);
        return new AccountFeatures(pickupGroup, role);
    }

    static TrunkFeatures trunk(Section trunk) {
        return new TrunkFeatures(trunk.optional("transfers", ValueParser.flag()).orElse(false));
    }
}
