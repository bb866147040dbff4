package dev.landline.media.sound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoundLibraryTest {

    @TempDir
    private Path folder;

    private Path file(String name, int millis) throws Exception {
        return Files.write(folder.resolve(name), WavBytes.file(WavBytes.sine(500, -10, millis, 8000), 8000));
    }

    private static SoundClip clip(WavReading reading) {
        return assertInstanceOf(WavReading.Read.class, reading).clip();
    }

    @Test
    void aFileIsDecodedOnceAndShared() throws Exception {
        SoundLibrary library = new SoundLibrary(SoundLibrary.USUAL_BYTES);
        Path file = file("hello.wav", 1000);
        assertSame(clip(library.announcement(file)), clip(library.announcement(file)));
        var first = assertInstanceOf(SoundLibrary.Music.Ready.class, library.music(file));
        var second = assertInstanceOf(SoundLibrary.Music.Ready.class, library.music(file));
        assertSame(first.loop(), second.loop());
        assertEquals(1, library.filesRead());
    }

    @Test
    void aFileThatChangedIsReadAgain() throws Exception {
        SoundLibrary library = new SoundLibrary(SoundLibrary.USUAL_BYTES);
        SoundClip before = clip(library.announcement(file("hello.wav", 1000)));
        SoundClip after = clip(library.announcement(file("hello.wav", 2000)));
        assertNotSame(before, after);
        assertEquals(2000, after.millis());
        assertEquals(96_000, library.bytes());
    }

    @Test
    void whatWasAskedForLongestAgoIsForgotten() throws Exception {
        // A second takes 48,000 bytes.
        SoundLibrary library = new SoundLibrary(100_000);
        Path first = file("1.wav", 1000);
        Path second = file("2.wav", 1000);
        library.announcement(first);
        library.announcement(second);
        library.announcement(first);
        library.announcement(file("3.wav", 1000));
        assertEquals(3, library.filesRead());
        assertEquals(96_000, library.bytes());
        library.announcement(first);
        assertEquals(3, library.filesRead(), "the first is still there");
        library.announcement(second);
        assertEquals(4, library.filesRead(), "the second was forgotten");
        assertTrue(library.bytes() <= 100_000);
    }

    @Test
    void whatCannotBeReadIsASentence() throws Exception {
        SoundLibrary library = new SoundLibrary(1000);
        var missing = assertInstanceOf(WavReading.Refused.class, library.announcement(folder.resolve("missing.wav")));
        assertEquals("missing.wav cannot be read.", missing.why());
        Path text = Files.writeString(folder.resolve("text.wav"), "this is no sound at all");
        var wrong = assertInstanceOf(SoundLibrary.Music.Refused.class, library.music(text));
        assertEquals("text.wav is not a WAV file.", wrong.why());
        assertInstanceOf(WavReading.Refused.class, library.announcement(folder));
        assertEquals(0, library.bytes());
    }
}
