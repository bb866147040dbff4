package dev.landline.media.rtp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Big-endian numbers in byte arrays, as RTP and RTCP write them. */
final class Bytes {

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Bytes() {}

    static int unsigned16(byte[] buffer, int offset) {
        return (buffer[offset] & 0xFF) << 8 | (buffer[offset + 1] & 0xFF);
    }

    static int int32(byte[] buffer, int offset) {
        return (int) INTS.get(buffer, offset);
    }

    static long int64(byte[] buffer, int offset) {
        return (long) LONGS.get(buffer, offset);
    }

    static void put16(byte[] buffer, int offset, int value) {
        buffer[offset] = (byte) (value >>> 8);
        buffer[offset + 1] = (byte) value;
    }

    static void put32(byte[] buffer, int offset, int value) {
        INTS.set(buffer, offset, value);
    }

    static void put64(byte[] buffer, int offset, long value) {
        LONGS.set(buffer, offset, value);
    }
}
