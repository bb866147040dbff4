package dev.landline.media.bridge;

import dev.landline.media.record.Capture;
import dev.landline.media.record.CaptureSettings;
import dev.landline.media.record.Recording;
import dev.landline.media.record.RecordingSettings;
import dev.landline.media.record.RecordingState;
import dev.landline.media.record.RecordingsExhausted;
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
     * @return our description, the same for the whole call
     * @throws PortsExhausted in full mode, when every port is in use or resting
     */
    BrowserLocal openBrowser(Side side) throws PortsExhausted;

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
     * Plays one digit toward an end as telephone-event (RFC 4733), after those already waiting; dropped and counted when
     * the end negotiated none or too many wait. For digits that came as SIP INFO.
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

    /** Numbers of this bridge as they stood at the last second. */
    BridgeStats stats();

    /** Ends both directions, frees ports, codecs and contexts. Further calls do nothing. */
    @Override
    void close();
}
