package dev.landline.sip.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.landline.sip.dns.DnsRecord.Kind;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In virtual time. */
class DnsCacheTest {

    private long now = 1_000;
    private int asked;
    private DnsAnswer next = found("192.0.2.1", 60);
    private final DnsCache cache = new DnsCache(
            (name, kind) -> {
                asked++;
                return next;
            },
            () -> now);

    private static DnsAnswer found(String address, long seconds) {
        return new DnsAnswer.Found(List.of(new DnsRecord.Host(InetAddress.ofLiteral(address))), seconds);
    }

    private DnsAnswer ask() {
        return cache.ask("carrier.test", Kind.A);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void anAnswerHoldsForItsTimeAndNoLonger() {
        ask();
        pass(Duration.ofSeconds(59));
        ask();
        assertEquals(1, asked);
        pass(Duration.ofSeconds(2));
        ask();
        assertEquals(2, asked);
    }

    @Test
    void timesAreBounded() {
        next = found("192.0.2.1", 0);
        ask();
        pass(Duration.ofSeconds(4));
        ask();
        assertEquals(1, asked, "not once for each call");
        pass(Duration.ofSeconds(2));
        next = found("192.0.2.1", Long.MAX_VALUE);
        ask();
        assertEquals(2, asked);
        pass(DnsCache.LONGEST.plusSeconds(1));
        ask();
        assertEquals(3, asked, "not for weeks");
    }

    @Test
    void thatThereIsNoneHoldsForHalfAMinute() {
        next = new DnsAnswer.Nothing();
        ask();
        pass(Duration.ofSeconds(29));
        assertInstanceOf(DnsAnswer.Nothing.class, ask());
        assertEquals(1, asked);
        pass(Duration.ofSeconds(2));
        ask();
        assertEquals(2, asked);
    }

    @Test
    void whenNobodyCanSayTheLastAnswerIsUsedOn() {
        ask();
        pass(Duration.ofSeconds(61));
        next = new DnsAnswer.Failed("timeout");
        assertInstanceOf(DnsAnswer.Found.class, ask());
        assertEquals(2, asked);
        assertInstanceOf(DnsAnswer.Found.class, ask());
        assertEquals(2, asked, "and not asked for at once again");
        pass(DnsCache.PATIENCE);
        next = found("192.0.2.2", 60);
        assertEquals(next, ask());
        assertEquals(1, cache.failures());
    }

    @Test
    void aFailureIsNotKeptAndTooOldAnswersAreNotUsed() {
        next = new DnsAnswer.Failed("timeout");
        assertInstanceOf(DnsAnswer.Failed.class, ask());
        next = found("192.0.2.1", 60);
        assertInstanceOf(DnsAnswer.Found.class, ask());
        pass(DnsCache.STALE.plusSeconds(1));
        next = new DnsAnswer.Failed("timeout");
        assertInstanceOf(DnsAnswer.Failed.class, ask());
    }

    @Test
    void eachNameAndKindIsAQuestionOfItsOwnAndTheOldestIsForgotten() {
        ask();
        cache.ask("carrier.test", Kind.AAAA);
        assertEquals(2, asked);
        for (int i = 0; i < 1_000; i++) {
            cache.ask("host" + i + ".test", Kind.A);
        }
        ask();
        assertEquals(1_003, asked);
    }
}
