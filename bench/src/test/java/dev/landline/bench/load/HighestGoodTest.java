package dev.landline.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HighestGoodTest {

    @ParameterizedTest
    @CsvSource({"60, 150", "60, 155", "60, 60", "60, 59", "60, 7", "15, 45", "15, 3", "1, 4", "60, 400"})
    void theAnswerIsExactToTheGrain(int first, int truth) {
        HighestGood search = new HighestGood(first);
        int tries = 0;
        for (OptionalInt next = search.next(); next.isPresent(); next = search.next()) {
            search.tried(next.getAsInt() <= truth);
            tries++;
            assertTrue(tries < 40, "it ends");
        }
        assertTrue(search.best() <= truth, "never more than was good");
        assertTrue(truth - search.best() <= Math.max(1, first / 6), search.best() + " of " + truth);
    }

    @Test
    void oneDisturbanceDoesNotEndTheSearch() {
        HighestGood search = new HighestGood(10);
        List<Integer> tried = new ArrayList<>();
        for (OptionalInt next = search.next(); next.isPresent(); next = search.next()) {
            tried.add(next.getAsInt());
            search.tried(tried.size() != 2 && next.getAsInt() <= 20);
        }
        assertEquals(List.of(10, 15, 15, 20, 25, 25, 22, 22, 21, 21), tried);
        assertEquals(20, search.best());
    }
}
