package dev.landline.media.record;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one recording: places the sound of both sides on one time line and puts it into the file. */
final class RecordingJob implements FileJob {
    /** Opens the file's format on a channel. */
    @FunctionalInterface
    interface Format {
        SoundFile on(SeekableByteChannel channel) throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(RecordingJob.class);
    private static final long STEP_NANOS = 200_000_000L;
    private static final long CHECKPOINT_NANOS = 1_000_000_000L;

    private final Recording recording;
    private final RecordingSettings settings;
    private final Format format;
    private final TimeLine line;
    private final ChannelTrack left;
    private final ChannelTrack right;
    private final long mostFrames;
    private final short[] stereo = new short[8192];
    private PartFile file;
    private SoundFile sound;
    private long placedNanos;
    private long checkpointNanos;
    private long frames;
    private RecordingEnd end;

    RecordingJob(Recording recording, RecordingSettings settings, Format format, long beginNanos) {
        this.recording = recording;
        this.settings = settings;
        this.format = format;
        line = new TimeLine(settings.sampleRate(), beginNanos);
        left = new ChannelTrack(recording.caller().ring(), line, settings.sampleRate());
        right = new ChannelTrack(recording.callee().ring(), line, settings.sampleRate());
        mostFrames = settings.maxLength().toMillis() * settings.sampleRate() / 1000;
        placedNanos = beginNanos;
        checkpointNanos = beginNanos + CHECKPOINT_NANOS;
    }

    @Override
    public boolean turn(long nowNanos) {
        // First, so that all that was heard before the stop is there to be placed.
        boolean stopped = recording.isStopping();
        try {
            if (file == null) {
                file = PartFile.create(settings.file());
                sound = format.on(file.channel());
            }
            boolean paused = takeControls();
            write(stopped ? recording.stoppedNanos() : nowNanos - ChannelTrack.LOOK_AHEAD_NANOS);
            if (stopped && end == null) {
                end = RecordingEnd.STOPPED;
            }
            if (end != null) {
                complete();
            } else if (paused || nowNanos >= checkpointNanos) {
                checkpointNanos = nowNanos + CHECKPOINT_NANOS;
                sound.checkpoint();
            }
            return end != null;
        } catch (IOException failed) {
            giveUp(failed);
            return true;
        }
    }

    private boolean takeControls() {
        boolean paused = false;
        Recording.Control next = recording.nextControl();
        while (next != null) {
            switch (next) {
                case Recording.Control.Pause pause -> {
                    line.pause(pause.atNanos());
                    paused = true;
                }
                case Recording.Control.Resume resume -> line.resume(resume.atNanos());
            }
            next = recording.nextControl();
        }
        return paused;
    }

    private void write(long untilNanos) throws IOException {
        while (placedNanos < untilNanos && end == null) {
            placedNanos = Math.min(untilNanos, placedNanos + STEP_NANOS);
            left.advance(placedNanos);
            right.advance(placedNanos);
            writePlaced(placedNanos);
        }
    }

    /** Writes as far as both sides are placed; what one of them is ahead waits, and at the end is cut. */
    private void writePlaced(long untilNanos) throws IOException {
        long due = Math.min(mostFrames, line.positionAt(untilNanos)) - frames;
        int ready = (int) Math.min(due, Math.min(left.count(), right.count()));
        for (int done = 0; done < ready; ) {
            int now = Math.min(ready - done, stereo.length / 2);
            for (int i = 0; i < now; i++) {
                stereo[2 * i] = left.placed()[done + i];
                stereo[2 * i + 1] = right.placed()[done + i];
            }
            sound.write(stereo, now);
            done += now;
            frames += now;
        }
        left.remove(Math.max(ready, 0));
        right.remove(Math.max(ready, 0));
        if (frames >= mostFrames) {
            end = RecordingEnd.LENGTH_LIMIT;
        } else if (sound.isFull() || sound.bytes() + RecordingSettings.RESERVE_BYTES > settings.maxBytes()) {
            end = RecordingEnd.SIZE_LIMIT;
        }
    }

    private void complete() throws IOException {
        sound.finish();
        Path name = file.keep();
        release();
        recording.conclude(new RecordingState.Ended(name, length(), end));
    }

    private Duration length() {
        return Duration.ofMillis(frames * 1000 / settings.sampleRate());
    }

    /** The call goes on without its recording; what is written stays, if it is anything. */
    private void giveUp(IOException failed) {
        Optional<Path> kept = Optional.empty();
        if (file != null) {
            kept = Optional.of(keepWhatThereIs());
        }
        release();
        String cause = FileTrouble.sentence(failed);
        recording.conclude(new RecordingState.Failed(
                file == null
                        ? "The recording could not begin: " + cause
                        : "The recording stopped after " + length().toSeconds() + " s: " + cause,
                kept));
    }

    private Path keepWhatThereIs() {
        try {
            // Only the header's lengths: writing over what is there needs no room on a full disk.
            if (sound != null) {
                sound.checkpoint();
            }
        } catch (IOException stillFailing) {
            LOG.warn("{} lacks its last second: {}", file.part(), stillFailing.getMessage());
        }
        try {
            return file.keep();
        } catch (IOException cannotRename) {
            LOG.warn("{} keeps its temporary name: {}", file.part(), cannotRename.getMessage());
            return file.part();
        }
    }

    private void release() {
        if (sound instanceof OggOpusFile ogg) {
            ogg.close();
        }
    }

    @Override
    public void stop(long nowNanos) {
        recording.stopAt(nowNanos);
    }

    @Override
    public void abandon(String sentence) {
        release();
        recording.conclude(
                new RecordingState.Failed(sentence, Optional.ofNullable(file).map(PartFile::part)));
    }
}
