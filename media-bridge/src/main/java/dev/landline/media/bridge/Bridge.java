package dev.landline.media.bridge;

import dev.landline.media.ice.IceCredentials;
import dev.landline.media.record.Capture;
import dev.landline.media.record.CaptureSettings;
import dev.landline.media.record.Recording;
import dev.landline.media.record.RecordingSettings;
import dev.landline.media.record.RecordingState;
import dev.landline.media.record.RecordingsExhausted;
import dev.landline.media.sound.SoundSource;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The media of one call: two ends and the two directions between them. Safe from any thread: each method queues a
 * command for the media loop that owns the bridge and returns at once; nothing here blocks on the network.
 *
 * <p>An end is opened as a browser or as a trunk, once. It is connected when the other side's description is known, and
 * may be connected again when a trunk's re-INVITE changes its address, codec or direction: the switch is atomic between
 * two packets and our SSRC, sequence and timestamps go on.
 */
public interface Bridge extends AutoCloseable {

    /**
     * Opens one end toward a browser.
     *
     * <p>In ICE full mode it takes a port of its own and waits up to half a second for STUN servers.
     *
     * @return our description, the same for the whole call unless the browser restarts ICE
     * @throws PortsExhausted in full mode, when every port is in use or resting
     */
    BrowserLocal openBrowser(Side side) throws PortsExhausted;

    /**
     * Prepares an end for a browser that restarts ICE (RFC 8445 section 9); {@link #connectBrowser} with what it says now
     * comes next. Until the browser has nominated an address anew, sound flows where it did; DTLS and SRTP go on.
     *
     * @return our credentials from now on; empty in full mode when the media loop is overloaded
     */
    Optional<IceCredentials> restartIce(Side side);

    /** Tells the end what the browser said about itself: from here on its DTLS and SRTP are accepted. */
    void connectBrowser(Side side, BrowserRemote remote);

    /**
     * Opens one end toward a trunk: takes a port pair.
     *
     * @throws PortsExhausted when every pair is in use or draining
     */
    TrunkLocal openTrunk(Side side) throws PortsExhausted;

    /** Tells the end where the trunk wants its RTP and what it sends. */
    void connectTrunk(Side side, TrunkRemote remote);

    /**
     * Plays one digit toward an end as telephone-event (RFC 4733), after those already waiting; as tones when the end
     * negotiated none and {@link #digitsAsTones} says so; dropped and counted when neither is the case or too many wait.
     * For digits that came as SIP INFO.
     *
     * @param digit one of {@code 0-9 * # A-D}
     * @param millis how long it is held, 40 to 5000
     */
    void press(Side side, char digit, int millis);

    /**
     * Records the call from now on, whoever joins it: side A left, side B right. Codecs that passed through are decoded
     * meanwhile. The recording ends with the bridge at the latest.
     *
     * @param events told on media threads what becomes of it; must copy, enqueue and return
     * @throws RecordingsExhausted when too many files are being written
     * @throws IllegalStateException when a recording of this bridge is running
     */
    Recording record(RecordingSettings settings, Consumer<RecordingState> events) throws RecordingsExhausted;

    /**
     * Writes the RTP and RTCP of both ends, as they are without SRTP, into a file from now on. Whoever can read the file
     * can hear the call. The capture ends with the bridge at the latest.
     *
     * @param events told on media threads how it ended; must copy, enqueue and return
     * @throws RecordingsExhausted when too many files are being written
     * @throws IllegalStateException when a capture of this bridge is running
     */
    Capture capture(CaptureSettings settings, Consumer<RecordingState> events) throws RecordingsExhausted;

    /** What the peer at an end wants to be told beyond RFC 3550; nothing until this is called. */
    void extendReports(Side side, ReportWishes wishes);

    /**
     * Lets an end that negotiated no telephone-event use tones in the sound: keys heard there are reported and relayed, and
     * digits toward it are played as tones. Off until it is said.
     */
    void digitsAsTones(Side side, boolean tones);

    /**
     * Plays a sound toward an end in place of what it hears otherwise: a tone, an announcement, music. What was played
     * there before is over. {@link MediaEvent.PlayEnded} tells the end of it.
     *
     * @param source from now on read by a media loop only
     * @return the number that the event will carry
     */
    long play(Side toward, SoundSource source);

    /** Ends what is played toward an end; does nothing when nothing is. */
    void stopPlaying(Side toward);

    /**
     * Brings an end into a conference: its peer talks with everybody there instead of with the other end, which hears
     * silence unless it is brought in too. Leaves another conference.
     *
     * @return false when the conference is full or the media loop overloaded
     */
    boolean join(Side side, Conference conference);

    /** Takes an end out of its conference: the two ends hear each other again. */
    void leave(Side side);

    /**
     * Ends one side for good, because its peer has hung up; the other side stays and hears silence or what is played to
     * it. The side may be opened again, or taken over from another bridge. Does nothing when it is not open.
     */
    void dismiss(Side side);

    /**
     * Takes an end of another bridge over, as it is: its address, keys, codecs, SSRC and numbering go on, and its peer
     * notices nothing. The other bridge's side is free afterwards, and a sound that was played there is over.
     *
     * @param side must not be open here
     * @return false when it is not open there, or the two bridges are not on one media loop: nothing has changed then
     */
    boolean adopt(Side side, Bridge from, Side fromSide);

    /** Numbers of this bridge as they stood at the last second. */
    BridgeStats stats();

    /** Ends both directions, frees ports, codecs and contexts. Further calls do nothing. */
    @Override
    void close();
}
