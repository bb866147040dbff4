package dev.landline.media.sound;

/**
 * Where one leg of a call meets a mixer: what the leg's peer says goes in, what all others say comes out. The leg's side
 * runs on the leg's media loop, at 8000 or 16000 Hz; the mixer's on its own. Between them lie two lines that need no lock
 * and bear clocks that differ.
 */
public final class MixerPort implements SoundSink, SoundSource {
    private static final int MOST_WIDE_SAMPLES = 120 * 16;

    private final SoundLine toMixer = new SoundLine();
    private final SoundLine toLeg = new SoundLine();
    private final HalfBand up = new HalfBand();
    private final HalfBand down = new HalfBand();
    private final short[] said = new short[MOST_WIDE_SAMPLES];
    private final short[] heard = new short[MOST_WIDE_SAMPLES];
    private long legNanos;
    // The mixer's side.
    final short[] own = new short[Mixer.FRAME_SAMPLES];
    final Limiter limiter = new Limiter();

    /** For the leg's thread, before each {@link #read}: what time it is. */
    public void now(long nowNanos) {
        legNanos = nowNanos;
    }

    @Override
    public void hear(short[] pcm, int offset, int samples, int sampleRate, long nowNanos) {
        if (sampleRate == Mixer.SAMPLE_RATE) {
            toMixer.write(pcm, offset, samples, nowNanos);
        } else {
            toMixer.write(said, 0, up.up(pcm, offset, samples, said, 0), nowNanos);
        }
    }

    /** Never over: silence when the mixer gives nothing. */
    @Override
    public int read(short[] pcm, int offset, int samples, int sampleRate) {
        if (sampleRate == Mixer.SAMPLE_RATE) {
            toLeg.read(pcm, offset, samples, legNanos);
        } else {
            toLeg.read(heard, 0, 2 * samples, legNanos);
            down.down(heard, 0, 2 * samples, pcm, offset);
        }
        return samples;
    }

    /** For the mixer's thread: fetches this leg's next frame. */
    void fetch(long nowNanos) {
        toMixer.read(own, 0, Mixer.FRAME_SAMPLES, nowNanos);
    }

    /** For the mixer's thread: gives the leg its frame of the others. */
    void give(short[] others, long nowNanos) {
        toLeg.write(others, 0, Mixer.FRAME_SAMPLES, nowNanos);
    }

    /** Samples at 16000 Hz that were left out, both ways, to keep the delay short. */
    public long leftOut() {
        return toMixer.leftOut() + toLeg.leftOut();
    }

    /** Samples at 16000 Hz that were put in, both ways, so that the sound does not run dry. */
    public long putIn() {
        return toMixer.putIn() + toLeg.putIn();
    }

    /** Times that sound ran dry, both ways. */
    public long holes() {
        return toMixer.holes() + toLeg.holes();
    }

    /** Samples that were lost because the other side did not fetch them. */
    public long overflowed() {
        return toMixer.overflowed() + toLeg.overflowed();
    }
}
