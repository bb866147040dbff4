package dev.landline.media.ice;

import java.net.InetSocketAddress;
import java.util.function.LongConsumer;

/** The leg that full ICE works for. */
public interface IceOwner {

    /** Runs a task on the media loop, with its time; from any thread. Lost when the loop has no room. */
    void tell(LongConsumer taskAtNanos);

    /** Where to send from now on. On the media loop. */
    void nominated(InetSocketAddress address);

    /** A datagram of ICE was kept back by {@link CandidateRule}, or the kernel did not take it. From any thread. */
    void sendRefused();
}
