package dev.landline.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SequenceNumberTest {

    @ParameterizedTest
    @CsvSource({
        "0, 1, 1, true",
        "1, 0, -1, false",
        "5, 5, 0, false",
        "65535, 0, 1, true",
        "0, 65535, -1, false",
        "65000, 464, 1000, true",
        "0, 32767, 32767, true",
        "0, 32768, -32768, false",
        "32768, 0, -32768, false"
    })
    void distanceTakesTheShorterWayRound(int from, int to, int distance, boolean after) {
        assertEquals(distance, SequenceNumber.distance(from, to));
        assertEquals(after, SequenceNumber.isAfter(to, from));
    }

    @ParameterizedTest
    @CsvSource({"65535, 1, 0", "0, -1, 65535", "65000, 1000, 464", "10, 0, 10", "3, -65536, 3"})
    void additionWraps(int sequence, int count, int sum) {
        assertEquals(sum, SequenceNumber.plus(sequence, count));
    }
}
