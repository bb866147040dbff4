package dev.landline.media.record;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one capture. */
final class CaptureJob implements FileJob {
    private static final Logger LOG = LoggerFactory.getLogger(CaptureJob.class);

    private final Capture capture;
    private final CaptureSettings settings;
    private final long beginNanos;
    private final long beginEpochNanos;
    private PartFile file;
    private PcapFile pcap;

    CaptureJob(Capture capture, CaptureSettings settings, long beginNanos) {
        this.capture = capture;
        this.settings = settings;
        this.beginNanos = beginNanos;
        beginEpochNanos = ChronoUnit.NANOS.between(Instant.EPOCH, settings.begins());
    }

    @Override
    public boolean turn(long nowNanos) {
        boolean stopped = capture.isStopping();
        RecordingEnd end = null;
        try {
            if (file == null) {
                file = PartFile.create(settings.file());
                pcap = new PcapFile(file.channel());
            }
            PacketRing ring = capture.ring();
            while (end == null && !ring.isEmpty()) {
                end = limitReached(ring.stamp(), ring.length());
                if (end == null) {
                    pcap.write(ring, beginEpochNanos + (ring.stamp() - beginNanos));
                }
            }
            if (end == null) {
                end = stopped ? RecordingEnd.STOPPED : limitReached(nowNanos, 0);
            }
            if (end != null) {
                Path name = file.keep();
                capture.conclude(new RecordingState.Ended(name, length(nowNanos), end));
            }
            return end != null;
        } catch (IOException failed) {
            giveUp(failed, nowNanos);
            return true;
        }
    }

    /** Why nothing more may be written, or null. */
    private RecordingEnd limitReached(long nanos, int length) {
        if (nanos - beginNanos > settings.maxLength().toNanos()) {
            return RecordingEnd.LENGTH_LIMIT;
        }
        return pcap.bytes() + length + PcapFile.MOST_OVERHEAD > settings.maxBytes() ? RecordingEnd.SIZE_LIMIT : null;
    }

    private Duration length(long nowNanos) {
        return Duration.ofNanos(nowNanos - beginNanos);
    }

    private void giveUp(IOException failed, long nowNanos) {
        String cause = FileTrouble.sentence(failed);
        if (file == null) {
            capture.conclude(new RecordingState.Failed("The capture could not begin: " + cause, Optional.empty()));
            return;
        }
        Path kept = file.part();
        try {
            kept = file.keep();
        } catch (IOException cannotRename) {
            LOG.warn("{} keeps its temporary name: {}", kept, cannotRename.getMessage());
        }
        String sentence = "The capture stopped after " + length(nowNanos).toSeconds() + " s: " + cause;
        capture.conclude(new RecordingState.Failed(sentence, Optional.of(kept)));
    }

    @Override
    public void stop(long nowNanos) {
        capture.stop();
    }

    @Override
    public void abandon(String sentence) {
        capture.conclude(
                new RecordingState.Failed(sentence, Optional.ofNullable(file).map(PartFile::part)));
    }
}
