package dev.landline.media.sound;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Recordings on disk, each decoded once and shared by everybody who hears it; a file that changed is read again. Holds at
 * most a given amount of decoded sound and forgets what was asked for longest ago; a recording that somebody hears stays
 * alive with its listener. Thread-safe. Reads files, so never to be called on a media loop.
 */
public final class SoundLibrary {
    /** Enough for half an hour of sound. */
    public static final long USUAL_BYTES = 96L << 20;

    private record Entry(long size, FileTime changed, SoundClip clip, SoundLoop loop) {
        long bytes() {
            return clip.bytes() + (loop == null ? 0 : loopBytes());
        }

        private long loopBytes() {
            return loop.millis() * 48L;
        }
    }

    private final long mostBytes;
    private final Map<Path, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;
    private long filesRead;

    public SoundLibrary(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** The recording in a file, from memory when it was read before and has not changed. */
    public synchronized WavReading announcement(Path file) {
        return switch (load(file, false)) {
            case Loaded.Ready ready -> new WavReading.Read(ready.entry().clip());
            case Loaded.Failed failed -> failed.refused();
        };
    }

    /** What came of preparing music on hold. */
    public sealed interface Music {

        /** It can be heard by as many as want to. */
        record Ready(SoundLoop loop) implements Music {}

        /**
         * It cannot.
         *
         * @param why one sentence for the person who provides the file
         */
        record Refused(String why) implements Music {}
    }

    /** The recording in a file as one that goes round. */
    public synchronized Music music(Path file) {
        return switch (load(file, true)) {
            case Loaded.Ready ready -> new Music.Ready(ready.entry().loop());
            case Loaded.Failed failed -> new Music.Refused(failed.refused().why());
        };
    }

    /** Files decoded so far: each once, unless it changed or had to be forgotten. */
    public synchronized long filesRead() {
        return filesRead;
    }

    /** Decoded sound that is held. */
    public synchronized long bytes() {
        return bytes;
    }

    private sealed interface Loaded {
        record Ready(Entry entry) implements Loaded {}

        record Failed(WavReading.Refused refused) implements Loaded {}
    }

    private Loaded load(Path file, boolean asLoop) {
        String name = String.valueOf(file.getFileName());
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            Entry known = entries.get(file);
            if (known == null || known.size() != now.size() || !known.changed().equals(now.lastModifiedTime())) {
                if (now.size() > WavReader.MOST_BYTES) {
                    return failed(name + " is larger than " + (WavReader.MOST_BYTES >> 20) + " MiB.");
                }
                filesRead++;
                switch (WavReader.read(name, Files.readAllBytes(file))) {
                    case WavReading.Refused refused -> {
                        return new Loaded.Failed(refused);
                    }
                    case WavReading.Read read ->
                        known = new Entry(now.size(), now.lastModifiedTime(), read.clip(), null);
                }
            }
            if (asLoop && known.loop() == null) {
                known = new Entry(known.size(), known.changed(), known.clip(), SoundLoop.of(known.clip()));
            }
            keep(file, known);
            return new Loaded.Ready(known);
        } catch (IOException unreadable) {
            return failed(name + " cannot be read.");
        }
    }

    private static Loaded failed(String why) {
        return new Loaded.Failed(new WavReading.Refused(why));
    }

    private void keep(Path file, Entry entry) {
        Entry before = entries.put(file, entry);
        bytes += entry.bytes() - (before == null ? 0 : before.bytes());
        var oldest = entries.entrySet().iterator();
        while (bytes > mostBytes && oldest.hasNext()) {
            bytes -= oldest.next().getValue().bytes();
            oldest.remove();
        }
    }
}
