package dev.landline.media.codec;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/** One libopus decoder with its buffers outside the heap. Owned by one thread; allocates nothing per frame. */
final class OpusNativeDecoder implements OpusDecoder {

    private final Libopus libopus;
    private final int maxSamples;
    private final MemorySegment decoder;
    private final MemorySegment pcmBuffer;
    private final MemorySegment packetBuffer;
    private final CodecCount count;
    private boolean closed;

    OpusNativeDecoder(Libopus libopus, int sampleRate, CodecCount count) {
        this.libopus = libopus;
        maxSamples = OpusPacket.maxSamples(sampleRate);
        decoder = libopus.createDecoder(sampleRate);
        pcmBuffer = Libopus.allocate(2L * maxSamples);
        packetBuffer = Libopus.allocate(OpusPacket.MAX_LENGTH);
        this.count = count;
        count.opened();
    }

    @Override
    public int decode(byte[] packet, int offset, int length, short[] pcm, int pcmOffset, int samples) {
        requireOpen();
        Objects.checkFromIndexSize(offset, length, packet.length);
        if (length == 0 || length > OpusPacket.MAX_LENGTH) {
            return OpusPacket.INVALID_PACKET;
        }
        MemorySegment.copy(packet, offset, packetBuffer, JAVA_BYTE, 0, length);
        return run(packetBuffer, length, pcm, pcmOffset, samples, 0);
    }

    @Override
    public int conceal(short[] pcm, int pcmOffset, int samples) {
        requireOpen();
        return run(MemorySegment.NULL, 0, pcm, pcmOffset, samples, 0);
    }

    @Override
    public int decodeFec(byte[] packet, int offset, int length, short[] pcm, int pcmOffset, int samples) {
        requireOpen();
        Objects.checkFromIndexSize(offset, length, packet.length);
        if (length == 0 || length > OpusPacket.MAX_LENGTH) {
            return conceal(pcm, pcmOffset, samples);
        }
        MemorySegment.copy(packet, offset, packetBuffer, JAVA_BYTE, 0, length);
        int decoded = run(packetBuffer, length, pcm, pcmOffset, samples, 1);
        return decoded >= 0 ? decoded : conceal(pcm, pcmOffset, samples);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            count.closed();
            libopus.destroyDecoder(decoder);
            Libopus.free(pcmBuffer);
            Libopus.free(packetBuffer);
        }
    }

    private int run(MemorySegment packet, int length, short[] pcm, int pcmOffset, int samples, int fec) {
        Objects.checkFromIndexSize(pcmOffset, samples, pcm.length);
        int decoded = libopus.decode(decoder, packet, length, pcmBuffer, Math.min(samples, maxSamples), fec);
        if (decoded > 0) {
            MemorySegment.copy(pcmBuffer, JAVA_SHORT, 0, pcm, pcmOffset, decoded);
        }
        return decoded;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("This Opus decoder is closed");
        }
    }
}
