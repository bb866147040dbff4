package dev.landline.media.record;

import dev.landline.media.codec.OpusChoice;
import dev.landline.media.codec.OpusEngine;
import dev.landline.media.codec.OpusEngines;
import dev.landline.media.codec.OpusUnavailable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A call that is recorded in virtual time: a media loop that wakes every millisecond, and a writer every 50. */
final class VirtualCall {
    private static final long MILLI = 1_000_000;

    final Recording recording;
    final RecordingJob job;
    final List<RecordingState> states = new ArrayList<>();
    final List<Talker> talkers = new ArrayList<>();
    private long nowNanos;
    private boolean done;

    VirtualCall(Path file, RecordingFormat format, int sampleRate) {
        this(new RecordingSettings(file, format, sampleRate, false, Duration.ofHours(2), 1L << 30));
    }

    VirtualCall(RecordingSettings settings) {
        this(settings, nativeOpus());
    }

    VirtualCall(RecordingSettings settings, OpusEngine opus) {
        this(settings, channel -> switch (settings.format()) {
            case WAV -> new WavFile(channel, settings.sampleRate());
            case OGG_OPUS -> new OggOpusFile(channel, settings.sampleRate(), opus, 77);
        });
    }

    VirtualCall(RecordingSettings settings, RecordingJob.Format format) {
        recording = new Recording(() -> nowNanos, states::add, 0);
        job = new RecordingJob(recording, settings, format, 0);
    }

    private static OpusEngine nativeOpus() {
        try {
            return OpusEngines.choose(OpusChoice.NATIVE, Optional.empty());
        } catch (OpusUnavailable missing) {
            throw new AssertionError(missing);
        }
    }

    VirtualCall caller(int sampleRate, int ptimeMillis, double partsPerMillion, Talker.Saying saying) {
        talkers.add(new Talker(recording.caller(), sampleRate, ptimeMillis, partsPerMillion, 0, saying));
        return this;
    }

    VirtualCall callee(int sampleRate, int ptimeMillis, double partsPerMillion, Talker.Saying saying) {
        talkers.add(new Talker(recording.callee(), sampleRate, ptimeMillis, partsPerMillion, 0.007, saying));
        return this;
    }

    Talker talker(int index) {
        return talkers.get(index);
    }

    /** Lets time pass. */
    VirtualCall run(double seconds) {
        long until = nowNanos + Math.round(seconds * 1e9);
        while (nowNanos < until) {
            nowNanos += MILLI;
            talkers.forEach(talker -> talker.run(nowNanos));
            write();
        }
        return this;
    }

    /** The media loop is held up: everything that was due in this time is heard at its end. */
    VirtualCall stall(double seconds) {
        long until = nowNanos + Math.round(seconds * 1e9);
        while (nowNanos < until) {
            nowNanos += MILLI;
            write();
        }
        return this;
    }

    /** The disk hangs: the media loop goes on. */
    VirtualCall runWithoutWriting(double seconds) {
        long until = nowNanos + Math.round(seconds * 1e9);
        while (nowNanos < until) {
            nowNanos += MILLI;
            talkers.forEach(talker -> talker.run(nowNanos));
        }
        return this;
    }

    private void write() {
        if (!done && nowNanos % (50 * MILLI) == 0) {
            done = job.turn(nowNanos);
        }
    }

    RecordingState stop() {
        recording.stop();
        if (!done) {
            done = job.turn(nowNanos);
        }
        return recording.state();
    }
}
