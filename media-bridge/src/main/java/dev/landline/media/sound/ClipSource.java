package dev.landline.media.sound;

/** One listener of a recording: a position in samples that are shared. Owned by one media loop. */
final class ClipSource implements SoundSource {
    private final SoundClip clip;
    private final boolean endless;
    /** In samples at 16000 Hz. */
    private int position;

    ClipSource(SoundClip clip, boolean endless) {
        this.clip = clip;
        this.endless = endless;
    }

    @Override
    public int read(short[] pcm, int offset, int samples, int sampleRate) {
        short[] source = clip.at(sampleRate);
        int scale = 16000 / sampleRate;
        int written = 0;
        while (written < samples) {
            int at = position / scale;
            int part = Math.min(samples - written, source.length - at);
            if (part <= 0) {
                if (!endless || source.length == 0) {
                    break;
                }
                position = 0;
                continue;
            }
            System.arraycopy(source, at, pcm, offset + written, part);
            written += part;
            position += part * scale;
        }
        return written;
    }
}
