package dev.landline.media.sound;

import dev.landline.media.codec.G711;
import dev.landline.media.codec.G711Law;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/**
 * Reads WAV files (RIFF WAVE): linear samples of 8 or 16 bits, A-law or mu-law, one or two channels (two become one).
 * Whatever is wrong with a file becomes a sentence, never an exception. Pure; not for the media path.
 */
public final class WavReader {
    /** The largest file that is read. */
    public static final int MOST_BYTES = 64 << 20;

    /** The longest recording. */
    public static final int MOST_SECONDS = 600;

    private static final int PCM = 1;
    private static final int A_LAW = 6;
    private static final int MU_LAW = 7;
    private static final int EXTENSIBLE = 0xFFFE;
    private static final int RIFF = 0x46464952;
    private static final int WAVE = 0x45564157;
    private static final int FMT = 0x20746D66;
    private static final int DATA = 0x61746164;
    private static final Set<Integer> RATES = Set.of(8000, 11_025, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000);
    private static final int MOST_CHUNKS = 1000;

    private record Format(int coding, int channels, int sampleRate, int bits) {
        int frameBytes() {
            return channels * bits / 8;
        }
    }

    private final ByteBuffer file;
    private final String name;
    private Format format;

    private WavReader(String name, byte[] bytes) {
        this.name = name;
        this.file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Reads a file's bytes.
     *
     * @param name how the file is called in sentences
     */
    public static WavReading read(String name, byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            return new WavReading.Refused(name + " is larger than " + (MOST_BYTES >> 20) + " MiB.");
        }
        return new WavReader(name, bytes).read();
    }

    private WavReading read() {
        if (file.remaining() < 12 || file.getInt(0) != RIFF || file.getInt(8) != WAVE) {
            return refused("is not a WAV file");
        }
        file.position(12);
        for (int chunk = 0; chunk < MOST_CHUNKS && file.remaining() >= 8; chunk++) {
            int kind = file.getInt();
            long length = Integer.toUnsignedLong(file.getInt());
            if (length > file.remaining()) {
                return refused("is cut off: a chunk of " + length + " bytes has only " + file.remaining());
            }
            int end = file.position() + (int) length;
            if (kind == FMT) {
                String wrong = readFormat((int) length);
                if (wrong != null) {
                    return refused(wrong);
                }
            } else if (kind == DATA) {
                return format == null ? refused("has sound before its format is stated") : readSound((int) length);
            }
            // Chunks begin at even positions.
            file.position(Math.min(file.limit(), end + (end & 1)));
        }
        return refused("has no sound in it");
    }

    /** Null when it can be played. */
    private String readFormat(int length) {
        if (length < 16) {
            return "has a format of only " + length + " bytes";
        }
        int start = file.position();
        int coding = file.getShort(start) & 0xFFFF;
        int channels = file.getShort(start + 2) & 0xFFFF;
        int sampleRate = file.getInt(start + 4);
        int blockBytes = file.getShort(start + 12) & 0xFFFF;
        int bits = file.getShort(start + 14) & 0xFFFF;
        if (coding == EXTENSIBLE && length >= 40) {
            // The real coding is the beginning of the sub-format's GUID.
            coding = file.getShort(start + 24) & 0xFFFF;
        }
        boolean linear = coding == PCM && (bits == 8 || bits == 16);
        boolean law = (coding == A_LAW || coding == MU_LAW) && bits == 8;
        if (!linear && !law) {
            return "has coding " + coding + " with " + bits
                    + " bits; only PCM with 8 or 16 bits, A-law and mu-law are played";
        }
        if (channels < 1 || channels > 2) {
            return "has " + channels + " channels; only mono and stereo are played";
        }
        if (!RATES.contains(sampleRate)) {
            return "has " + Integer.toUnsignedString(sampleRate)
                    + " samples a second; 8000, 16000, 44100 or 48000 are usual";
        }
        Format stated = new Format(coding, channels, sampleRate, bits);
        if (blockBytes != stated.frameBytes()) {
            return "contradicts itself: a frame of " + blockBytes + " bytes for " + channels + " channels of " + bits
                    + " bits";
        }
        format = stated;
        return null;
    }

    private WavReading readSound(int length) {
        int frames = length / format.frameBytes();
        if (frames == 0) {
            return refused("has no sound in it");
        }
        if (frames > (long) MOST_SECONDS * format.sampleRate()) {
            return refused("is longer than " + MOST_SECONDS / 60 + " minutes");
        }
        short[] mono = new short[frames];
        int at = file.position();
        for (int frame = 0; frame < frames; frame++) {
            int sum = 0;
            for (int channel = 0; channel < format.channels(); channel++) {
                sum += sample(at);
                at += format.bits() / 8;
            }
            mono[frame] = (short) (sum / format.channels());
        }
        return new WavReading.Read(new SoundClip(
                name,
                Resampler.convert(mono, format.sampleRate(), 8000),
                Resampler.convert(mono, format.sampleRate(), 16_000)));
    }

    private int sample(int at) {
        if (format.coding() == A_LAW) {
            return G711.decode(G711Law.PCMA, file.get(at));
        }
        if (format.coding() == MU_LAW) {
            return G711.decode(G711Law.PCMU, file.get(at));
        }
        // Eight bits have no sign: 128 is silence.
        return format.bits() == 8 ? ((file.get(at) & 0xFF) - 128) << 8 : file.getShort(at);
    }

    private WavReading refused(String why) {
        return new WavReading.Refused(name + " " + why + ".");
    }
}
