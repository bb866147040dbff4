package dev.landline.media.codec;

import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusException;
import io.github.jaredmdobson.concentus.OpusSignal;
import java.util.Objects;

/** One Concentus encoder. Owned by one thread. */
final class OpusConcentusEncoder implements OpusEncoder {

    private final io.github.jaredmdobson.concentus.OpusEncoder encoder;
    private boolean closed;

    OpusConcentusEncoder(OpusEncoderSettings settings) {
        try {
            encoder = new io.github.jaredmdobson.concentus.OpusEncoder(
                    settings.sampleRate(), 1, OpusApplication.OPUS_APPLICATION_VOIP);
        } catch (OpusException refused) {
            throw new IllegalStateException("Concentus refused " + settings, refused);
        }
        encoder.setComplexity(settings.complexity());
        encoder.setBitrate(settings.bitrate());
        encoder.setUseInbandFEC(settings.fec());
        encoder.setPacketLossPercent(settings.expectedLossPercent());
        encoder.setUseDTX(settings.dtx());
        encoder.setSignalType(OpusSignal.OPUS_SIGNAL_VOICE);
    }

    @Override
    public int encode(short[] pcm, int pcmOffset, int samples, byte[] out, int outOffset, int maxBytes) {
        if (closed) {
            throw new IllegalStateException("This Opus encoder is closed");
        }
        Objects.checkFromIndexSize(pcmOffset, samples, pcm.length);
        Objects.checkFromIndexSize(outOffset, maxBytes, out.length);
        try {
            return encoder.encode(pcm, pcmOffset, samples, out, outOffset, Math.min(maxBytes, OpusPacket.MAX_LENGTH));
        } catch (OpusException | RuntimeException refused) {
            // The library throws where libopus returns a code; both mean that this frame is not encoded.
            return OpusPacket.BAD_ARGUMENT;
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
