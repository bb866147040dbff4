package dev.landline.media;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Measures memory outside the Java heap: what no collector frees, such as codecs. */
@SuppressWarnings("restricted")
public final class NativeHeap {
    private static final int FIELDS = 10;
    private static final int IN_MAPPED_BLOCKS = 4;
    private static final int IN_ARENAS = 7;
    private static final StructLayout MALLINFO2 =
            MemoryLayout.structLayout(MemoryLayout.sequenceLayout(FIELDS, JAVA_LONG));
    private static final Optional<MethodHandle> CALL = Linker.nativeLinker()
            .defaultLookup()
            .find("mallinfo2")
            .map(function -> Linker.nativeLinker().downcallHandle(function, FunctionDescriptor.of(MALLINFO2)));

    private NativeHeap() {}

    /** Bytes that malloc has given out in this process; its resident memory where the C library does not tell that. */
    public static long bytesInUse() {
        return CALL.isPresent() ? mallocBytes(CALL.get()) : residentBytes();
    }

    private static long mallocBytes(MethodHandle mallinfo2) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = (MemorySegment) mallinfo2.invokeExact((SegmentAllocator) arena);
            return info.getAtIndex(JAVA_LONG, IN_ARENAS) + info.getAtIndex(JAVA_LONG, IN_MAPPED_BLOCKS);
        } catch (Throwable unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private static long residentBytes() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) << 10;
                }
            }
            throw new IllegalStateException("no VmRSS");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
