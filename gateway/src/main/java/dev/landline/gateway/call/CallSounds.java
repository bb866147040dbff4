package dev.landline.gateway.call;

import dev.landline.gateway.config.FeaturesConfig;
import dev.landline.gateway.config.FeaturesConfig.WhenHeldInSilence;
import dev.landline.media.sound.Cadence;
import dev.landline.media.sound.CallProgressTone;
import dev.landline.media.sound.CallProgressTones;
import dev.landline.media.sound.HoldMusic;
import dev.landline.media.sound.SoundLibrary;
import dev.landline.media.sound.SoundSource;
import dev.landline.media.sound.Tone;
import dev.landline.media.sound.ToneSource;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the gateway itself plays in calls: music on hold and tones. Reads files, so it is asked on a call's own thread.
 * Safe from any thread.
 */
final class CallSounds {

    private static final Logger LOG = LoggerFactory.getLogger(CallSounds.class);

    private static final Cadence CONFIRMATION = Cadence.once(Tone.of(880, -16), 600);

    private final Optional<Path> musicFile;
    private final WhenHeldInSilence whenHeldInSilence;
    private final CallProgressTones tones;
    private final SoundLibrary library = new SoundLibrary(SoundLibrary.USUAL_BYTES);

    /** @param country whose tones are played, ISO 3166 */
    CallSounds(FeaturesConfig features, String country) {
        this.musicFile = features.musicOnHold();
        this.whenHeldInSilence = features.whenHeldInSilence();
        this.tones = CallProgressTones.of(country);
    }

    /** As in reference.conf. */
    static CallSounds usual() {
        return new CallSounds(FeaturesConfig.standard(), "GB");
    }

    /** Music without end, from its beginning; the built-in music when the file has become unreadable. */
    SoundSource holdMusic() {
        if (musicFile.isEmpty()) {
            return HoldMusic.loop().listen();
        }
        return switch (library.music(musicFile.get())) {
            case SoundLibrary.Music.Ready ready -> ready.loop().listen();
            case SoundLibrary.Music.Refused(String why) -> {
                LOG.warn("the built-in music on hold is played reason=\"{}\"", why);
                yield HoldMusic.loop().listen();
            }
        };
    }

    /** What somebody hears whom the far end holds without sending anything; empty for silence. */
    Optional<SoundSource> heldInSilence() {
        return switch (whenHeldInSilence) {
            case MUSIC -> Optional.of(holdMusic());
            case TONE -> Optional.of(tone(CallProgressTone.CALL_WAITING));
            case SILENCE -> Optional.empty();
        };
    }

    /** A short tone: done. */
    SoundSource confirmation() {
        return new ToneSource(CONFIRMATION);
    }

    SoundSource tone(CallProgressTone tone) {
        return tones.source(tone);
    }
}
