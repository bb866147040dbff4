package dev.landline.media.codec;

/** Opus as a stream of sound. */
final class OpusSoundEncoder implements SoundEncoder {

    /** Two bytes or fewer mean that the encoder has nothing to say (DTX): the peer goes on by itself. */
    private static final int NOTHING_TO_SAY = 2;

    private final OpusEncoder encoder;

    OpusSoundEncoder(OpusEngine opus, int sampleRate, OpusWishes wishes) {
        OpusTuning tuning = wishes.tuning();
        encoder = opus.newEncoder(new OpusEncoderSettings(
                sampleRate, tuning.bitrate(), tuning.complexity(), tuning.fec() && wishes.fec(), 0, wishes.dtx()));
    }

    @Override
    public int encode(short[] pcm, int at, int samples, byte[] out, int outAt, int room) {
        int length = encoder.encode(pcm, at, samples, out, outAt, room);
        return length <= NOTHING_TO_SAY ? 0 : length;
    }

    @Override
    public void expectLoss(int percent) {
        encoder.expectLoss(percent);
    }

    @Override
    public void close() {
        encoder.close();
    }
}
