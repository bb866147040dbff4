package dev.landline.gateway.call;

import dev.landline.media.bridge.Bridge;
import dev.landline.media.bridge.Side;
import dev.landline.media.sound.SoundSource;
import dev.landline.sip.sdp.Direction;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a side hears while the other holds it (RFC 3264 section 8.4, RFC 6337 section 5.3). Nobody is renegotiated for a
 * hold: a browser that holds is heard no more, and music is played in its place; a trunk that holds is heard with what
 * it sends, and when it says that it sends nothing, we play something. Owned by the call's thread.
 */
final class HoldSound {

    private record Said(boolean browser, Direction direction) {

        boolean holds() {
            return !direction.receives();
        }
    }

    private final Bridge bridge;
    private final CallSounds sounds;
    private final Map<Side, Said> said = new EnumMap<>(Side.class);
    private boolean inConference;
    private final Set<Side> played = EnumSet.noneOf(Side.class);

    HoldSound(Bridge bridge, CallSounds sounds) {
        this.bridge = bridge;
        this.sounds = sounds;
    }

    /** A side described itself, for the first time or anew. */
    void described(Side side, boolean browser, Direction direction) {
        said.put(side, new Said(browser, direction));
        settle(side.other());
        settle(side);
    }

    /** A side is there no more, or is another's now. */
    void forget(Side side) {
        said.remove(side);
        played.remove(side);
        settle(side.other());
    }

    /** The sides do not hear each other any more but a conference. */
    void endMusic() {
        inConference = true;
        played.forEach(bridge::stopPlaying);
        played.clear();
    }

    /** Something else was played to a side and is over. */
    void resume(Side side) {
        played.remove(side);
        settle(side);
    }

    /** Whether a side wants to hear nothing now. */
    boolean holds(Side side) {
        return said.containsKey(side) && said.get(side).holds();
    }

    private void settle(Side hearing) {
        if (inConference) {
            return;
        }
        Said other = said.get(hearing.other());
        boolean held = other != null && said.containsKey(hearing) && other.holds();
        if (!held) {
            if (played.remove(hearing)) {
                bridge.stopPlaying(hearing);
            }
        } else if (!played.contains(hearing)) {
            insteadOf(other).ifPresent(source -> {
                played.add(hearing);
                bridge.play(hearing, source);
            });
        }
    }

    private Optional<SoundSource> insteadOf(Said other) {
        if (other.browser()) {
            return Optional.of(sounds.holdMusic());
        }
        return other.direction().sends() ? Optional.empty() : sounds.heldInSilence();
    }
}
