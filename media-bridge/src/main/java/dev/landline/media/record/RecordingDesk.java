package dev.landline.media.record;

import dev.landline.media.codec.OpusEngine;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that writes the files of all recordings and captures. It looks after each of them twenty times a second, so
 * that media loops never have to wake it; it exists from the first file on and sleeps while there is none. A disk that
 * hangs holds up all files: their rings bridge some seconds, then sound is dropped, counted, and silence in the file.
 *
 * <p>Safe from any thread.
 */
public final class RecordingDesk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RecordingDesk.class);
    private static final long TURN_NANOS = 50_000_000L;

    private final OpusEngine opus;
    private final int mostFiles;
    private final List<FileJob> jobs = new CopyOnWriteArrayList<>();
    private Thread thread;
    // Written once by close(), read by the thread.
    private volatile boolean closing;

    /**
     * A desk without a thread yet.
     *
     * @param opus codes Ogg-Opus files
     * @param mostFiles bound on files that are written at the same time
     */
    public RecordingDesk(OpusEngine opus, int mostFiles) {
        this.opus = opus;
        this.mostFiles = mostFiles;
    }

    /**
     * Begins a recording. The file is created by the desk's thread, so that a folder that is missing or full is reported
     * and not thrown.
     *
     * @param events told on the desk's thread or the caller's what becomes of it; must copy, enqueue and return
     * @throws RecordingsExhausted when as many files are written as may be, or the desk is closed
     */
    public Recording record(RecordingSettings settings, Consumer<RecordingState> events) throws RecordingsExhausted {
        long nowNanos = System.nanoTime();
        Recording recording = new Recording(System::nanoTime, events, nowNanos);
        int serial = ThreadLocalRandom.current().nextInt();
        RecordingJob.Format format = switch (settings.format()) {
            case WAV -> channel -> new WavFile(channel, settings.sampleRate());
            case OGG_OPUS -> channel -> new OggOpusFile(channel, settings.sampleRate(), opus, serial);
        };
        begin(new RecordingJob(recording, settings, format, nowNanos));
        return recording;
    }

    /**
     * Begins a capture.
     *
     * @param events told on the desk's thread how it ended; must copy, enqueue and return
     * @throws RecordingsExhausted when as many files are written as may be, or the desk is closed
     */
    public Capture capture(CaptureSettings settings, Consumer<RecordingState> events) throws RecordingsExhausted {
        Capture capture = new Capture(events);
        begin(new CaptureJob(capture, settings, System.nanoTime()));
        return capture;
    }

    private synchronized void begin(FileJob job) throws RecordingsExhausted {
        if (closing || jobs.size() >= mostFiles) {
            throw new RecordingsExhausted(
                    closing ? "the media engine is closing" : mostFiles + " recordings and captures are being written");
        }
        jobs.add(job);
        if (thread == null) {
            thread = Thread.ofPlatform().name("media-record").daemon(true).start(this::run);
        } else {
            LockSupport.unpark(thread);
        }
    }

    /** Files that are being written. */
    public int files() {
        return jobs.size();
    }

    private void run() {
        while (!closing || !jobs.isEmpty()) {
            boolean last = closing;
            // A copy: whoever begins a recording must not wait for the disk.
            for (FileJob job : jobs.toArray(FileJob[]::new)) {
                if (last) {
                    job.stop(System.nanoTime());
                }
                if (isDone(job)) {
                    jobs.remove(job);
                }
            }
            if (!closing) {
                if (jobs.isEmpty()) {
                    LockSupport.park(this);
                } else {
                    LockSupport.parkNanos(this, TURN_NANOS);
                }
            }
        }
    }

    private static boolean isDone(FileJob job) {
        try {
            return job.turn(System.nanoTime());
        } catch (RuntimeException bug) {
            LOG.error("a file of the media engine is given up", bug);
            job.abandon("The file was given up because of a fault in Landline.");
            return true;
        }
    }

    /** Completes all files; returns when that is done. */
    @Override
    public void close() {
        Thread writer;
        synchronized (this) {
            closing = true;
            writer = thread;
        }
        if (writer != null) {
            LockSupport.unpark(writer);
            try {
                writer.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
