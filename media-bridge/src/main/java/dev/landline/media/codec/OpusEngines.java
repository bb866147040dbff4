package dev.landline.media.codec;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Finds an Opus: a configured libopus, the one that the libjitsi jar carries, the system's, then Concentus. */
@SuppressWarnings("restricted")
public final class OpusEngines {

    private OpusEngines() {}

    /**
     * Chooses an engine and proves that it encodes and decodes.
     *
     * @param library a libopus file to try before the others; one that does not load is passed over
     * @throws OpusUnavailable when {@code choice} is {@link OpusChoice#NATIVE} and no libopus loads
     */
    public static OpusEngine choose(OpusChoice choice, Optional<Path> library) throws OpusUnavailable {
        if (choice == OpusChoice.CONCENTUS) {
            return new OpusConcentus();
        }
        List<String> failures = new ArrayList<>();
        return settle(choice, findNative(library, failures), failures);
    }

    /** Decides by what the search found. */
    static OpusEngine settle(OpusChoice choice, Optional<OpusEngine> found, List<String> failures)
            throws OpusUnavailable {
        if (found.isEmpty() && choice == OpusChoice.NATIVE) {
            throw new OpusUnavailable("Native Opus was asked for and no libopus loads: " + String.join("; ", failures)
                    + ". Install libopus, name its file, or choose auto or concentus.");
        }
        return found.orElseGet(OpusConcentus::new);
    }

    private static Optional<OpusEngine> findNative(Optional<Path> library, List<String> failures) {
        Optional<OpusEngine> found = library.flatMap(file -> loadFile(file, "from " + file, failures));
        if (found.isEmpty()) {
            found = loadBundled(failures);
        }
        return found.isPresent() ? found : loadFromSystem(failures);
    }

    private static Optional<OpusEngine> loadFile(Path file, String origin, List<String> failures) {
        try {
            return Optional.of(bind(SymbolLookup.libraryLookup(file, Arena.global()), origin));
        } catch (IllegalArgumentException | NoSuchElementException | IllegalStateException failure) {
            failures.add(origin + ": " + failure.getMessage());
            return Optional.empty();
        }
    }

    /** Copies the bundled library into a directory that only we can write, because it is code that will run. */
    private static Optional<OpusEngine> loadBundled(List<String> failures) {
        String resource = bundledResource(System.getProperty("os.name"), System.getProperty("os.arch"));
        try (InputStream in = OpusEngines.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                failures.add("bundled: none for this system (" + resource + ")");
                return Optional.empty();
            }
            Path directory = Files.createTempDirectory("landline-opus-");
            Path file = directory.resolve(resource.substring(resource.lastIndexOf('/') + 1));
            try {
                Files.copy(in, file);
                return loadFile(file, "bundled", failures);
            } finally {
                discard(file);
                discard(directory);
            }
        } catch (IOException failure) {
            failures.add("bundled: cannot be unpacked: " + failure.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<OpusEngine> loadFromSystem(List<String> failures) {
        for (String name : List.of("libopus.so.0", "libopus.so", "libopus.0.dylib", "libopus.dylib", "opus.dll")) {
            try {
                return Optional.of(bind(SymbolLookup.libraryLookup(name, Arena.global()), "system " + name));
            } catch (IllegalArgumentException | NoSuchElementException | IllegalStateException failure) {
                failures.add("system " + name + ": " + failure.getMessage());
            }
        }
        return Optional.empty();
    }

    private static OpusEngine bind(SymbolLookup library, String origin) {
        OpusEngine engine = new OpusNative(new Libopus(library), origin);
        short[] pcm = new short[160];
        byte[] packet = new byte[256];
        try (OpusEncoder encoder = engine.newEncoder(OpusEncoderSettings.narrowband());
                OpusDecoder decoder = engine.newDecoder(8000)) {
            int length = encoder.encode(pcm, 0, pcm.length, packet, 0, packet.length);
            if (length <= 0 || decoder.decode(packet, 0, length, pcm, 0, pcm.length) != pcm.length) {
                throw new IllegalStateException("loads but does not code a frame");
            }
        }
        return engine;
    }

    /** Where the libjitsi jar keeps libopus for a system, by the names that Java gives to systems and processors. */
    static String bundledResource(String systemName, String processor) {
        String system = systemName.toLowerCase(Locale.ROOT);
        String cpu = switch (processor) {
            case "amd64", "x86_64" -> "x86-64";
            case "i386", "i686", "x86" -> "x86";
            default -> processor;
        };
        if (system.startsWith("mac")) {
            return "darwin-" + cpu + "/libjnopus.dylib";
        }
        return system.startsWith("windows") ? "win32-" + cpu + "/jnopus.dll" : "linux-" + cpu + "/libjnopus.so";
    }

    /** A loaded library's file may go at once, except on Windows, which keeps it until the process ends. */
    private static void discard(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException inUse) {
            path.toFile().deleteOnExit();
        }
    }
}
