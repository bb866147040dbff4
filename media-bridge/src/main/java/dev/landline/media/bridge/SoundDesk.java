package dev.landline.media.bridge;

import dev.landline.media.dtmf.DtmfDetector;
import dev.landline.media.sound.MixerPort;
import dev.landline.media.sound.SoundSource;

/**
 * What one side of a bridge hears besides the other side: what is played to it, the conference that its leg is in, and
 * the keys that it presses as tones. Owned by the media loop.
 */
final class SoundDesk {
    private final LiveBridge bridge;
    private final Side side;
    private Leg leg;

    /** What is heard when nothing is played: a conference's port, silence, or null for the other side's voice. */
    private SoundSource usual;

    private SoundSource playing;
    private long playId;

    private Conference conference;
    private MixerPort port;

    private boolean tones;
    private DtmfDetector detector;

    SoundDesk(LiveBridge bridge, Side side) {
        this.bridge = bridge;
        this.side = side;
    }

    /** The side's leg is there. */
    void attach(Leg attached) {
        leg = attached;
    }

    /** The side's leg goes to another bridge, or ends before this one. */
    void detach() {
        leave();
        ended(false);
        if (detector != null) {
            leg.unlisten(detector);
            detector = null;
        }
        leg.play(null);
        leg = null;
        usual = null;
    }

    /** Plays something to the side in place of what it hears; what was being played is over. */
    void play(SoundSource source, long id) {
        ended(false);
        if (leg == null || bridge.isClosed()) {
            bridge.report(new MediaEvent.PlayEnded(side, id, false));
            return;
        }
        playing = source;
        playId = id;
        leg.play(source);
    }

    /** Nothing is played any more. */
    void stop() {
        ended(false);
        if (leg != null) {
            leg.play(usual);
        }
    }

    private void ended(boolean complete) {
        if (playing != null) {
            playing = null;
            bridge.report(new MediaEvent.PlayEnded(side, playId, complete));
        }
    }

    /** The side's leg comes into a conference, in which a place was taken for it; it leaves another. */
    void join(Conference place, MixerPort entrance) {
        leave();
        if (leg == null || bridge.isClosed() || !leg.listen(entrance)) {
            place.unreserve();
            return;
        }
        conference = place;
        port = entrance;
        place.enter(entrance);
        hearUsually(entrance);
    }

    void leave() {
        if (conference != null) {
            leg.unlisten(port);
            conference.leave(port);
            conference = null;
            port = null;
            hearUsually(null);
        }
    }

    boolean isInConference() {
        return conference != null;
    }

    /** The other side came into a conference, so that it cannot be heard here, or left it. */
    void otherIsAway(boolean away) {
        if (conference == null) {
            hearUsually(away ? Silence.INSTANCE : null);
        }
    }

    private void hearUsually(SoundSource what) {
        usual = what;
        if (playing == null && leg != null) {
            leg.play(what);
        }
    }

    /** Digits come and go as tones on this side when it knows no telephone-event. */
    void useTones(boolean use) {
        tones = use;
    }

    /** The leg described itself: looks whether its keys are to be heard in its sound, or need no longer be. */
    void described(DigitRelay towardOther) {
        boolean wanted = usesTones();
        if (wanted && detector == null) {
            DtmfDetector made = new DtmfDetector(towardOther.heardAsTones(leg));
            if (leg.listen(made)) {
                detector = made;
            }
        } else if (!wanted && detector != null) {
            leg.unlisten(detector);
            detector.reset();
            detector = null;
        }
    }

    /** Whether digits are tones here: so it was said, and the peer has agreed to nothing better. */
    boolean usesTones() {
        return tones && leg != null && leg.format() != null && leg.dtmf() == null;
    }

    /** Before the legs run. */
    void now(long nowNanos) {
        if (port != null) {
            port.now(nowNanos);
        }
    }

    /** After the legs ran: true when something that was played has ended, so that the directions may be others now. */
    boolean settle() {
        if (playing == null || leg.source() == playing) {
            return false;
        }
        ended(true);
        leg.play(usual);
        return true;
    }

    /** The bridge ends. */
    void end() {
        leave();
        ended(false);
    }
}
