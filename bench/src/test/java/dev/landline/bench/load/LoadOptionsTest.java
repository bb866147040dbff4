package dev.landline.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.media.codec.OpusChoice;
import dev.landline.media.srtp.SrtpProfile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadOptionsTest {

    private static LoadOptions parse(String line) {
        return LoadOptions.parse(Arrays.asList(line.split(" ", -1)));
    }

    @Test
    void numbersOfCallsAreEnough() {
        LoadOptions options = parse("30 60");
        assertEquals(List.of(30, 60), options.calls());
        assertEquals(10, options.seconds());
        assertEquals(OpusChoice.AUTO, options.opus());
        assertEquals(SrtpProfile.AEAD_AES_128_GCM, options.profile());
        assertEquals(Optional.empty(), options.rtpengine());
    }

    @Test
    void everyOptionIsUnderstood() {
        LoadOptions options = parse(
                "--find --rounds 3 --seconds 5 --settle 0.5 --warm 2 --stall --opus concentus --srtp cm --loops 1 --telephone --also -Xmx2g"
                        + " --rtpengine /x --report z.md --chart y.svg 7");
        LoadOptions expected = new LoadOptions(
                List.of(7),
                true,
                3,
                5,
                0.5,
                2,
                true,
                OpusChoice.CONCENTUS,
                1,
                true,
                SrtpProfile.AES_CM_128_HMAC_SHA1_80,
                Optional.of(List.of("-Xmx2g")),
                Optional.of(Path.of("/x")),
                Optional.of(Path.of("z.md")),
                Optional.of(Path.of("y.svg")));
        assertEquals(expected, options);
        List<String> words = Arrays.asList(LoadOptions.USAGE.split("\\s+"));
        for (String option :
                List.of("--find", "--rounds", "--seconds", "--settle", "--warm", "--stall", "--opus", "--srtp")) {
            assertTrue(words.contains(option), option);
        }
        for (String option : List.of("--loops", "--telephone", "--also", "--rtpengine", "--report", "--chart")) {
            assertTrue(words.contains(option), option);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "-5",
                "10000",
                "--seconds",
                "--seconds x 5",
                "--opus best 5",
                "--rounds 0 5",
                "--srtp none 5",
                "--what 5"
            })
    void mistakesAreRefused(String line) {
        assertThrows(IllegalArgumentException.class, () -> parse(line));
    }
}
