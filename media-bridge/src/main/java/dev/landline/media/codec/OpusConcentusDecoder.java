package dev.landline.media.codec;

import io.github.jaredmdobson.concentus.OpusException;
import java.util.Objects;

/** One Concentus decoder. Owned by one thread. */
final class OpusConcentusDecoder implements OpusDecoder {

    private static final byte[] NO_PACKET = {};

    private final io.github.jaredmdobson.concentus.OpusDecoder decoder;
    private final int maxSamples;
    private boolean closed;

    OpusConcentusDecoder(int sampleRate) {
        maxSamples = OpusPacket.maxSamples(sampleRate);
        try {
            decoder = new io.github.jaredmdobson.concentus.OpusDecoder(sampleRate, 1);
        } catch (OpusException refused) {
            throw new IllegalStateException("Concentus refused a decoder at " + sampleRate + " Hz", refused);
        }
    }

    @Override
    public int decode(byte[] packet, int offset, int length, short[] pcm, int pcmOffset, int samples) {
        requireOpen();
        Objects.checkFromIndexSize(offset, length, packet.length);
        if (length == 0 || length > OpusPacket.MAX_LENGTH) {
            return OpusPacket.INVALID_PACKET;
        }
        return run(packet, offset, length, pcm, pcmOffset, samples, false);
    }

    @Override
    public int conceal(short[] pcm, int pcmOffset, int samples) {
        requireOpen();
        return run(NO_PACKET, 0, 0, pcm, pcmOffset, samples, false);
    }

    @Override
    public int decodeFec(byte[] packet, int offset, int length, short[] pcm, int pcmOffset, int samples) {
        requireOpen();
        Objects.checkFromIndexSize(offset, length, packet.length);
        if (length == 0 || length > OpusPacket.MAX_LENGTH) {
            return conceal(pcm, pcmOffset, samples);
        }
        int decoded = run(packet, offset, length, pcm, pcmOffset, samples, true);
        return decoded >= 0 ? decoded : conceal(pcm, pcmOffset, samples);
    }

    @Override
    public void close() {
        closed = true;
    }

    private int run(byte[] packet, int offset, int length, short[] pcm, int pcmOffset, int samples, boolean fec) {
        Objects.checkFromIndexSize(pcmOffset, samples, pcm.length);
        try {
            return decoder.decode(
                    length == 0 ? null : packet, offset, length, pcm, pcmOffset, Math.min(samples, maxSamples), fec);
        } catch (OpusException refused) {
            return OpusPacket.INVALID_PACKET;
        } catch (RuntimeException | AssertionError overrun) {
            // Where libopus reads on within its tables, the port can run over the end of an array. The state is then
            // half changed: begin again rather than play on from it.
            decoder.resetState();
            return OpusPacket.INTERNAL_ERROR;
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("This Opus decoder is closed");
        }
    }
}
