package dev.landline.media.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpusEnginesTest {

    @Test
    void theBundledLibraryLoadsFirst() throws OpusUnavailable {
        OpusEngine engine = OpusEngines.choose(OpusChoice.NATIVE, Optional.empty());
        assertEquals("libopus 1.5.2 (bundled)", engine.description());
    }

    @Test
    void concentusIsChosenWhenAskedFor() throws OpusUnavailable {
        assertInstanceOf(OpusConcentus.class, OpusEngines.choose(OpusChoice.CONCENTUS, Optional.empty()));
    }

    @Test
    void aConfiguredFileThatDoesNotLoadIsPassedOver() throws OpusUnavailable {
        OpusEngine engine = OpusEngines.choose(OpusChoice.AUTO, Optional.of(Path.of("/nowhere/libopus.so")));
        assertTrue(engine.description().endsWith("(bundled)"), engine.description());
    }

    @Test
    void withoutAnyLibraryNativeIsRefusedInASentenceAndAutoFallsBack() throws OpusUnavailable {
        List<String> failures = List.of("bundled: none for this system", "system libopus.so.0: not found");
        OpusUnavailable refusal = assertThrows(
                OpusUnavailable.class, () -> OpusEngines.settle(OpusChoice.NATIVE, Optional.empty(), failures));
        assertEquals(
                "Native Opus was asked for and no libopus loads: bundled: none for this system; system libopus.so.0: not"
                        + " found. Install libopus, name its file, or choose auto or concentus.",
                refusal.getMessage());
        assertInstanceOf(OpusConcentus.class, OpusEngines.settle(OpusChoice.AUTO, Optional.empty(), failures));
    }

    @Test
    void theSystemsLibraryServesWhenItsFileIsNamed() throws OpusUnavailable {
        Path file = Path.of("/lib/x86_64-linux-gnu/libopus.so.0");
        OpusEngine engine = OpusEngines.choose(OpusChoice.NATIVE, Optional.of(file));
        String origin = Files.exists(file) ? "(from " + file + ")" : "(bundled)";
        assertTrue(engine.description().endsWith(origin), engine.description());
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-x86-64/libjnopus.so",
        "Linux, aarch64, linux-aarch64/libjnopus.so",
        "Linux, i386, linux-x86/libjnopus.so",
        "Mac OS X, aarch64, darwin-aarch64/libjnopus.dylib",
        "Mac OS X, x86_64, darwin-x86-64/libjnopus.dylib",
        "Windows 11, amd64, win32-x86-64/jnopus.dll"
    })
    void theBundledLibraryIsFoundByTheNamesOfSystemAndProcessor(String system, String processor, String resource) {
        assertEquals(resource, OpusEngines.bundledResource(system, processor));
    }
}
