package dev.landline.bench.load;

import dev.landline.media.net.DatagramPort;
import java.io.IOException;

/** One simulated peer of a call: sends something every 20 ms and counts what it hears. Owned by the load loop. */
sealed interface LoadedEnd extends AutoCloseable permits BrowserEnd, TrunkEnd {
    DatagramPort socket();

    /** Sends what is due; called every 20 ms. */
    void beat();

    /** Takes all datagrams that wait. */
    void drain() throws IOException;

    /** What is heard. */
    StreamMeter meter();

    /** Packets of sound sent since the meters were cleared. */
    long sent();

    void clearMeters();

    @Override
    void close();
}
