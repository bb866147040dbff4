package dev.landline.media.sound;

/**
 * A recording, decoded once and held at both sample rates that legs use; shared by everybody who listens. Immutable as
 * long as nobody writes to its arrays, which stay in this package.
 */
public final class SoundClip {
    private final String name;
    private final short[] narrow;
    private final short[] wide;

    /**
     * A recording.
     *
     * @param name for logs
     * @param narrow its samples at 8000 Hz
     * @param wide its samples at 16000 Hz
     */
    SoundClip(String name, short[] narrow, short[] wide) {
        this.name = name;
        this.narrow = narrow;
        this.wide = wide;
    }

    public String name() {
        return name;
    }

    public int millis() {
        return narrow.length / 8;
    }

    /** Memory it takes. */
    long bytes() {
        return 2L * (narrow.length + wide.length);
    }

    /** Samples at a rate: 8000 or 16000 Hz. */
    short[] at(int sampleRate) {
        if (sampleRate != 8000 && sampleRate != 16_000) {
            throw new IllegalArgumentException("no recording is held at " + sampleRate + " Hz");
        }
        return sampleRate == 8000 ? narrow : wide;
    }

    /** A new listener who hears it once from the beginning. */
    public SoundSource once() {
        return new ClipSource(this, false);
    }

    /** A new listener who hears it again and again; clicks unless its end fits its beginning. */
    SoundSource endless() {
        return new ClipSource(this, true);
    }
}
