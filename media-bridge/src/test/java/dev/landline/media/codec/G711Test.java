package dev.landline.media.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Against a reference that walks through the segments of tables 1 and 2 of the recommendation, value by value. */
class G711Test {

    @ParameterizedTest
    @EnumSource(G711Law.class)
    void everySampleGetsTheCodeOfItsDecisionInterval(G711Law law) {
        for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
            assertEquals(referenceCode(law, sample), G711.encode(law, (short) sample) & 0xFF, "sample " + sample);
        }
    }

    @ParameterizedTest
    @EnumSource(G711Law.class)
    void everyCodeGetsTheQuantizedValueOfItsInterval(G711Law law) {
        for (int code = 0; code < 256; code++) {
            assertEquals(referenceSample(law, code), G711.decode(law, (byte) code), "code " + code);
        }
    }

    /** Only mu-law's negative zero, which decodes to 0, comes back as positive zero. */
    @ParameterizedTest
    @EnumSource(G711Law.class)
    void codesSurviveDecodingAndEncodingAgain(G711Law law) {
        for (int code = 0; code < 256; code++) {
            int expected = law == G711Law.PCMU && code == 0x7F ? 0xFF : code;
            assertEquals(expected, G711.encode(law, G711.decode(law, (byte) code)) & 0xFF, "code " + code);
        }
    }

    @ParameterizedTest
    @CsvSource({
        // The recommendation's virtual decision values and their neighbours, on the 16-bit scale.
        "PCMU, 0, 0xFF, 0", "PCMU, -1, 0x7F, 0", "PCMU, 4, 0xFE, 8", "PCMU, 32767, 0x80, 32124",
        "PCMU, -32768, 0x00, -32124", "PCMA, 0, 0xD5, 8", "PCMA, -1, 0x55, -8", "PCMA, 32767, 0xAA, 32256",
        "PCMA, -32768, 0x2A, -32256", "PCMA, 16, 0xD4, 24"
    })
    void knownPairs(G711Law law, short sample, int code, short decoded) {
        assertEquals(code, G711.encode(law, sample) & 0xFF);
        assertEquals(decoded, G711.decode(law, (byte) code));
    }

    @ParameterizedTest
    @EnumSource(G711Law.class)
    void blocksAreCodedLikeSingleSamples(G711Law law) {
        short[] pcm = new short[402];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) (i * 163 - 32_000);
        }
        byte[] codes = new byte[405];
        short[] decoded = new short[403];
        G711.encode(law, pcm, 2, 400, codes, 5);
        G711.decode(law, codes, 5, 400, decoded, 3);
        byte[] expectedCodes = new byte[405];
        short[] expectedDecoded = new short[403];
        for (int i = 0; i < 400; i++) {
            expectedCodes[5 + i] = G711.encode(law, pcm[2 + i]);
            expectedDecoded[3 + i] = G711.decode(law, expectedCodes[5 + i]);
        }
        assertArrayEquals(expectedCodes, codes);
        assertArrayEquals(expectedDecoded, decoded);
    }

    @ParameterizedTest
    @CsvSource({"PCMU, 0xFF", "PCMA, 0xD5"})
    void silenceIsTheCodeOfZero(G711Law law, int code) {
        assertEquals(code, G711.silence(law) & 0xFF);
    }

    /**
     * Finds the interval by comparing with the decision values one after the other: segment 1 has steps of 2, each
     * further segment steps twice as wide (tables 1a and 2a, columns "decision value").
     */
    private static int referenceCode(G711Law law, int sample) {
        boolean negative = sample < 0;
        int folded = negative ? -1 - sample : sample;
        int magnitude = law == G711Law.PCMU ? folded / 4 : folded / 8;
        int interval = 127;
        while (interval > 0 && magnitude < decisionValue(law, interval)) {
            interval--;
        }
        if (law == G711Law.PCMU) {
            return 255 - interval - (negative ? 128 : 0);
        }
        return ((negative ? 0 : 128) + interval) ^ 0b0101_0101;
    }

    private static int referenceSample(G711Law law, int code) {
        if (law == G711Law.PCMU) {
            int interval = 127 - code % 128;
            int low = decisionValue(law, interval);
            int value = interval == 0 ? 0 : (low + decisionValue(law, interval + 1)) / 2;
            return code < 128 ? -4 * value : 4 * value;
        }
        int plain = code ^ 0b0101_0101;
        int interval = plain % 128;
        int value = (decisionValue(law, interval) + decisionValue(law, interval + 1)) / 2;
        return plain < 128 ? -8 * value : 8 * value;
    }

    /** Lower edge of an interval: mu-law 0, 1, 3, 5 ... 31, 35 ... 8159; A-law 0, 2, 4 ... 64, 68 ... 4096. */
    private static int decisionValue(G711Law law, int interval) {
        int value = 0;
        int step = law == G711Law.PCMU ? 1 : 2;
        for (int i = 0; i < interval; i++) {
            value += step;
            if (law == G711Law.PCMU) {
                step = 2 << ((i + 1) / 16);
            } else {
                step = 2 << Math.max(0, (i + 1) / 16 - 1);
            }
        }
        return value;
    }
}
