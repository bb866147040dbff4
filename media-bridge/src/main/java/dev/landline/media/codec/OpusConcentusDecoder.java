package dev.landline.media.codec;

import io.github.jaredmdobson.concentus.OpusException;
import java.util.Objects;

/**
 * One Concentus decoder. Owned by one thread.
 *
 * <p>It always decodes at 48000 Hz and brings the result down itself: below that rate Concentus 1.0.2 turns hybrid packets,
 * which is what browsers send by default, into silence.
 */
final class OpusConcentusDecoder implements OpusDecoder {

    private static final int FULL_RATE = 48_000;

    private final io.github.jaredmdobson.concentus.OpusDecoder decoder;
    private final int factor;
    private final Decimator decimator;
    private final short[] fullRate = new short[OpusPacket.maxSamples(FULL_RATE)];
    private final CodecCount count;
    private boolean closed;

    OpusConcentusDecoder(int sampleRate, CodecCount count) {
        factor = FULL_RATE / sampleRate;
        decimator = new Decimator(factor, fullRate.length);
        try {
            decoder = new io.github.jaredmdobson.concentus.OpusDecoder(FULL_RATE, 1);
        } catch (OpusException refused) {
            throw new IllegalStateException("Concentus refused a decoder", refused);
        }
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
        return run(packet, offset, length, pcm, pcmOffset, samples, false);
    }

    @Override
    public int conceal(short[] pcm, int pcmOffset, int samples) {
        requireOpen();
        return run(null, 0, 0, pcm, pcmOffset, samples, false);
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
        if (!closed) {
            closed = true;
            count.closed();
        }
    }

    private int run(byte[] packet, int offset, int length, short[] pcm, int pcmOffset, int samples, boolean fec) {
        Objects.checkFromIndexSize(pcmOffset, samples, pcm.length);
        int room = Math.min(samples * factor, fullRate.length);
        try {
            int decoded = decoder.decode(packet, offset, length, fullRate, 0, room, fec);
            if (decoded <= 0) {
                return decoded;
            }
            if (factor == 1) {
                System.arraycopy(fullRate, 0, pcm, pcmOffset, decoded);
            } else {
                decimator.run(fullRate, pcm, pcmOffset, decoded / factor);
            }
            return decoded / factor;
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
