package dev.landline.media.sound;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Samples on their way from one thread to another: one writer, one reader, no lock, {@value #CAPACITY} samples. What does
 * not fit is dropped and said so.
 */
final class SampleRing {
    /** 256 ms at 16000 Hz. */
    static final int CAPACITY = 4096;

    private static final int MASK = CAPACITY - 1;
    private static final VarHandle WRITTEN;
    private static final VarHandle READ;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            WRITTEN = lookup.findVarHandle(SampleRing.class, "written", long.class);
            READ = lookup.findVarHandle(SampleRing.class, "read", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final short[] samples = new short[CAPACITY];
    // Each is set by its own side alone and looked at by the other, in acquire and release order.
    @SuppressWarnings("UnusedVariable") // through its handle
    private long written;

    @SuppressWarnings("UnusedVariable") // through its handle
    private long read;

    /**
     * For the writer: adds samples.
     *
     * @return how many fitted
     */
    int write(short[] pcm, int offset, int count) {
        long end = (long) WRITTEN.getOpaque(this);
        int fitting = (int) Math.min(count, CAPACITY - (end - (long) READ.getAcquire(this)));
        for (int i = 0; i < fitting; i++) {
            samples[(int) (end + i) & MASK] = pcm[offset + i];
        }
        WRITTEN.setRelease(this, end + fitting);
        return fitting;
    }

    /** For the reader: how many samples wait. */
    int available() {
        return (int) ((long) WRITTEN.getAcquire(this) - (long) READ.getOpaque(this));
    }

    /** For the reader: looks at the first samples, no more than {@link #available}, and leaves them there. */
    void peek(short[] pcm, int offset, int count) {
        long begin = (long) READ.getOpaque(this);
        for (int i = 0; i < count; i++) {
            pcm[offset + i] = samples[(int) (begin + i) & MASK];
        }
    }

    /** For the reader: is done with samples, no more than {@link #available}. */
    void skip(int count) {
        READ.setRelease(this, (long) READ.getOpaque(this) + count);
    }
}
