package dev.landline.media.codec;

import java.util.concurrent.atomic.AtomicInteger;

/** How many codecs of one engine are open: what is made and never closed is memory that no collector finds. */
final class CodecCount {
    private final AtomicInteger open = new AtomicInteger();

    void opened() {
        open.incrementAndGet();
    }

    void closed() {
        open.decrementAndGet();
    }

    int open() {
        return open.get();
    }
}
