package dev.landline.media.codec;

import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusException;
import io.github.jaredmdobson.concentus.OpusSignal;
import java.util.Objects;

/** One Concentus encoder. Owned by one thread. */
final class OpusConcentusEncoder implements OpusEncoder {

    private final io.github.jaredmdobson.concentus.OpusEncoder encoder;
    private final OpusEncoderSettings settings;
    private final CodecCount count;
    private boolean closed;

    OpusConcentusEncoder(OpusEncoderSettings settings, CodecCount count) {
        this.settings = settings;
        try {
            encoder = new io.github.jaredmdobson.concentus.OpusEncoder(
                    settings.sampleRate(), 1, OpusApplication.OPUS_APPLICATION_VOIP);
        } catch (OpusException refused) {
            throw new IllegalStateException("Concentus refused " + settings, refused);
        }
        encoder.setComplexity(settings.complexity());
        encoder.setBitrate(settings.bitrate());
        encoder.setUseInbandFEC(settings.fec());
        encoder.setUseDTX(settings.dtx());
        expectLoss(settings.expectedLossPercent());
        this.count = count;
        count.opened();
    }

    @Override
    public int encode(short[] pcm, int pcmOffset, int samples, byte[] out, int outOffset, int maxBytes) {
        requireOpen();
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
    public void expectLoss(int percent) {
        requireOpen();
        encoder.setPacketLossPercent(percent);
        encoder.setSignalType(settings.isCelt(percent) ? OpusSignal.OPUS_SIGNAL_MUSIC : OpusSignal.OPUS_SIGNAL_VOICE);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            count.closed();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("This Opus encoder is closed");
        }
    }
}
