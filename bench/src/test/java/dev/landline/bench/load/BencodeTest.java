package dev.landline.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BencodeTest {

    @Test
    void whatIsWrittenIsReadAgain() {
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("command", "offer");
        written.put("codec", Map.of("mask", List.of("opus")));
        written.put("text", "größer\r\n");
        String encoded = Bencode.encode(written);
        assertEquals("d7:command5:offer5:codecd4:maskl4:opusee4:text10:größer\r\ne", encoded);
        assertEquals(written, Bencode.decodeDictionary(("cookie " + encoded).getBytes(UTF_8), 7));
    }

    @Test
    void numbersAreRead() {
        assertEquals(Map.of("created", -12L), Bencode.decodeDictionary("d7:createdi-12ee".getBytes(UTF_8), 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "d", "d3:ab", "l1:ae", "d1:ai5", "dx:1e", "4:text"})
    void whatIsNoDictionaryIsRefused(String broken) {
        assertThrows(IllegalArgumentException.class, () -> Bencode.decodeDictionary(broken.getBytes(UTF_8), 0));
    }
}
