package dev.landline.bench.load;

import java.io.IOException;

/** A media engine in a process of its own that joins browsers and trunks. Used by one thread. */
interface EngineUnderLoad extends AutoCloseable {
    /** For tables. */
    String name();

    /** Its process. */
    long pid();

    /** The payload type it expects and sends Opus with. */
    int OPUS = 111;

    /** Opens both ends of a call and connects them to the peers. */
    OpenedCall open(int call, PeerDescription peers) throws IOException;

    /** Ends a call. */
    void close(int call) throws IOException;

    /** Frames it made up since it started, as far as it tells. */
    long framesConcealed() throws IOException;

    /** Bytes of live objects after a collection; 0 for an engine without a heap. */
    long liveHeapBytes() throws IOException;

    /** What else it has to tell, for the log. */
    String remarks() throws IOException;

    @Override
    void close();
}
