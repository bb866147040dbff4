package dev.landline.media.record;

import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The packets of a call, decrypted, on their way into a file. Safe from any thread but for {@link #packet}. */
public final class Capture {
    private static final Logger LOG = LoggerFactory.getLogger(Capture.class);

    private final Consumer<RecordingState> events;
    private final PacketRing ring = new PacketRing();
    // Written by any thread, read by the media loop and the writing thread.
    private volatile boolean stopping;
    private volatile RecordingState state = new RecordingState.Running();

    Capture(Consumer<RecordingState> events) {
        this.events = events;
    }

    /**
     * Copies a packet that came or goes. For the media loop of the call only; never waits.
     *
     * @param source where it came from
     * @param target where it went
     */
    public void packet(
            InetSocketAddress source, InetSocketAddress target, byte[] bytes, int offset, int length, long nowNanos) {
        if (!stopping) {
            ring.put(source, target, bytes, offset, length, nowNanos);
        }
    }

    /** Ends the capture; {@link RecordingState.Ended} is reported when the file is complete. */
    public void stop() {
        stopping = true;
    }

    public RecordingState state() {
        return state;
    }

    /** Packets that were not written because the disk could not keep up. */
    public long packetsDropped() {
        return ring.dropped();
    }

    /** Whether nothing more is taken: it was stopped, reached a limit or failed. */
    public boolean isStopping() {
        return stopping;
    }

    PacketRing ring() {
        return ring;
    }

    void conclude(RecordingState last) {
        stopping = true;
        state = last;
        try {
            events.accept(last);
        } catch (RuntimeException bug) {
            LOG.error("the receiver of {} failed", last, bug);
        }
    }
}
