package dev.landline.media.codec;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/**
 * The functions of one loaded libopus. The method handles are constants that take the function's address, so that the
 * JIT compiles each call to a plain native call whichever library was chosen at run time. Stateless and thread-safe.
 */
@SuppressWarnings("restricted")
final class Libopus {

    static final int APPLICATION_VOIP = 2048;
    static final int SET_BITRATE = 4002;
    static final int SET_COMPLEXITY = 4010;
    static final int SET_INBAND_FEC = 4012;
    static final int SET_PACKET_LOSS_PERCENT = 4014;
    static final int SET_DTX = 4016;
    static final int SET_SIGNAL = 4024;
    static final int SIGNAL_VOICE = 3001;
    static final int SIGNAL_MUSIC = 3002;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle GET_VERSION = LINKER.downcallHandle(FunctionDescriptor.of(ADDRESS));
    private static final MethodHandle CREATE_ENCODER =
            LINKER.downcallHandle(FunctionDescriptor.of(ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));
    private static final MethodHandle CREATE_DECODER =
            LINKER.downcallHandle(FunctionDescriptor.of(ADDRESS, JAVA_INT, JAVA_INT, ADDRESS));
    private static final MethodHandle CONTROL_ENCODER = LINKER.downcallHandle(
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT), Linker.Option.firstVariadicArg(2));
    private static final MethodHandle ENCODE =
            LINKER.downcallHandle(FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle DECODE = LINKER.downcallHandle(
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
    private static final MethodHandle DESTROY = LINKER.downcallHandle(FunctionDescriptor.ofVoid(ADDRESS));
    private static final MethodHandle MALLOC = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("malloc"), FunctionDescriptor.of(ADDRESS, JAVA_LONG));
    private static final MethodHandle FREE =
            LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow("free"), FunctionDescriptor.ofVoid(ADDRESS));

    private final MemorySegment getVersion;
    private final MemorySegment createEncoder;
    private final MemorySegment createDecoder;
    private final MemorySegment controlEncoder;
    private final MemorySegment encode;
    private final MemorySegment decode;
    private final MemorySegment destroyEncoder;
    private final MemorySegment destroyDecoder;

    /**
     * Binds the functions.
     *
     * @throws java.util.NoSuchElementException when the library lacks one of them
     */
    Libopus(SymbolLookup library) {
        getVersion = library.findOrThrow("opus_get_version_string");
        createEncoder = library.findOrThrow("opus_encoder_create");
        createDecoder = library.findOrThrow("opus_decoder_create");
        controlEncoder = library.findOrThrow("opus_encoder_ctl");
        encode = library.findOrThrow("opus_encode");
        decode = library.findOrThrow("opus_decode");
        destroyEncoder = library.findOrThrow("opus_encoder_destroy");
        destroyDecoder = library.findOrThrow("opus_decoder_destroy");
    }

    /** For example {@code libopus 1.5.2}. */
    String version() {
        try {
            MemorySegment text = (MemorySegment) GET_VERSION.invokeExact(getVersion);
            return text.reinterpret(128).getString(0, StandardCharsets.US_ASCII);
        } catch (Throwable unexpected) {
            throw broken(unexpected);
        }
    }

    MemorySegment createEncoder(int sampleRate) {
        try {
            MemorySegment encoder = (MemorySegment)
                    CREATE_ENCODER.invokeExact(createEncoder, sampleRate, 1, APPLICATION_VOIP, MemorySegment.NULL);
            return notNull(encoder);
        } catch (Throwable unexpected) {
            throw broken(unexpected);
        }
    }

    MemorySegment createDecoder(int sampleRate) {
        try {
            return notNull(
                    (MemorySegment) CREATE_DECODER.invokeExact(createDecoder, sampleRate, 1, MemorySegment.NULL));
        } catch (Throwable unexpected) {
            throw broken(unexpected);
        }
    }

    /** Returns 0, or a negative error code. {@code opus_encoder_ctl} is variadic after the request. */
    int control(MemorySegment encoder, int request, int value) {
        try {
            return (int) CONTROL_ENCODER.invokeExact(controlEncoder, encoder, request, value);
        } catch (Throwable unexpected) {
            throw broken(unexpected);
        }
    }

    int encode(MemorySegment encoder, MemorySegment pcm, int samples, MemorySegment packet, int maxBytes) {
        try {
            return (int) ENCODE.invokeExact(encode, encoder, pcm, samples, packet, maxBytes);
        } catch (Throwable unexpected) {
            throw broken(unexpected);
        }
    }

    int decode(MemorySegment decoder, MemorySegment packet, int length, MemorySegment pcm, int samples, int fec) {
        try {
            return (int) DECODE.invokeExact(decode, decoder, packet, length, pcm, samples, fec);
        } catch (Throwable unexpected) {
            throw broken(unexpected);
        }
    }

    void destroyEncoder(MemorySegment encoder) {
        destroy(destroyEncoder, encoder);
    }

    void destroyDecoder(MemorySegment decoder) {
        destroy(destroyDecoder, decoder);
    }

    /**
     * A block from the C heap. An arena would check its liveness and its thread in every call; these blocks are guarded
     * by their one owner's closed flag instead.
     */
    static MemorySegment allocate(long bytes) {
        try {
            return notNull((MemorySegment) MALLOC.invokeExact(bytes)).reinterpret(bytes);
        } catch (Throwable unexpected) {
            throw broken(unexpected);
        }
    }

    static void free(MemorySegment block) {
        try {
            FREE.invokeExact(block);
        } catch (Throwable unexpected) {
            throw broken(unexpected);
        }
    }

    private static void destroy(MemorySegment function, MemorySegment state) {
        try {
            DESTROY.invokeExact(function, state);
        } catch (Throwable unexpected) {
            throw broken(unexpected);
        }
    }

    private static MemorySegment notNull(MemorySegment segment) {
        if (segment.address() == 0) {
            throw new IllegalStateException("No native memory for an Opus codec");
        }
        return segment;
    }

    /** Native calls throw nothing of their own: what arrives here is a bug or the end of the JVM. */
    private static RuntimeException broken(Throwable unexpected) {
        return switch (unexpected) {
            case RuntimeException bug -> bug;
            case Error error -> throw error;
            default -> new IllegalStateException("A native Opus call failed", unexpected);
        };
    }
}
