package dev.landline.media.record;

import dev.landline.media.sound.SoundSink;

/** Hears one side of a call for its recording: copies and returns. */
public final class RecordingTap implements SoundSink {
    private final Recording recording;
    private final SoundRing ring = new SoundRing();

    RecordingTap(Recording recording) {
        this.recording = recording;
    }

    @Override
    public void hear(short[] pcm, int offset, int samples, int sampleRate, long nowNanos) {
        if (!recording.isDeaf(nowNanos)) {
            ring.put(pcm, offset, samples, sampleRate, nowNanos);
        }
    }

    SoundRing ring() {
        return ring;
    }
}
