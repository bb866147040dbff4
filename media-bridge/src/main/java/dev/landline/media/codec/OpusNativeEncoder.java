package dev.landline.media.codec;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/** One libopus encoder with its buffers outside the heap. Owned by one thread; allocates nothing per frame. */
final class OpusNativeEncoder implements OpusEncoder {

    private final Libopus libopus;
    private final OpusEncoderSettings settings;
    private final MemorySegment encoder;
    private final MemorySegment pcmBuffer;
    private final MemorySegment packetBuffer;
    private final CodecCount count;
    private boolean closed;

    OpusNativeEncoder(Libopus libopus, OpusEncoderSettings settings, CodecCount count) {
        this.libopus = libopus;
        this.settings = settings;
        encoder = libopus.createEncoder(settings.sampleRate());
        try {
            apply();
        } catch (IllegalStateException refused) {
            libopus.destroyEncoder(encoder);
            throw refused;
        }
        pcmBuffer = Libopus.allocate(2L * OpusPacket.maxSamples(settings.sampleRate()));
        packetBuffer = Libopus.allocate(OpusPacket.MAX_LENGTH);
        this.count = count;
        count.opened();
    }

    private void apply() {
        set(Libopus.SET_COMPLEXITY, settings.complexity());
        set(Libopus.SET_BITRATE, settings.bitrate());
        set(Libopus.SET_INBAND_FEC, settings.fec() ? 1 : 0);
        set(Libopus.SET_DTX, settings.dtx() ? 1 : 0);
        expectLoss(settings.expectedLossPercent());
    }

    @Override
    public int encode(short[] pcm, int pcmOffset, int samples, byte[] out, int outOffset, int maxBytes) {
        requireOpen();
        Objects.checkFromIndexSize(pcmOffset, samples, pcm.length);
        Objects.checkFromIndexSize(outOffset, maxBytes, out.length);
        if (samples > OpusPacket.maxSamples(settings.sampleRate())) {
            return OpusPacket.BAD_ARGUMENT;
        }
        MemorySegment.copy(pcm, pcmOffset, pcmBuffer, JAVA_SHORT, 0, samples);
        int length =
                libopus.encode(encoder, pcmBuffer, samples, packetBuffer, Math.min(maxBytes, OpusPacket.MAX_LENGTH));
        if (length > 0) {
            MemorySegment.copy(packetBuffer, JAVA_BYTE, 0, out, outOffset, length);
        }
        return length;
    }

    @Override
    public void expectLoss(int percent) {
        requireOpen();
        set(Libopus.SET_PACKET_LOSS_PERCENT, percent);
        // Of music libopus thinks that CELT does it better, at any bit rate that we use.
        set(Libopus.SET_SIGNAL, settings.isCelt(percent) ? Libopus.SIGNAL_MUSIC : Libopus.SIGNAL_VOICE);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            count.closed();
            libopus.destroyEncoder(encoder);
            Libopus.free(pcmBuffer);
            Libopus.free(packetBuffer);
        }
    }

    private void set(int request, int value) {
        int result = libopus.control(encoder, request, value);
        if (result != 0) {
            throw new IllegalStateException("libopus refused setting " + request + " to " + value + ": " + result);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("This Opus encoder is closed");
        }
    }
}
