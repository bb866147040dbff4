package dev.landline.sip.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.landline.sip.session.ReliableOrder.Verdict;
import org.junit.jupiter.api.Test;

class GlareTest {

    private static final double ALMOST_ONE = Math.nextDown(1.0);

    @Test
    void theOwnerOfTheCallIdWaitsLongerThanTheOtherEverDoes() {
        assertEquals(2_100, Glare.waitMillis(true, 0));
        assertEquals(4_000, Glare.waitMillis(true, ALMOST_ONE));
        assertEquals(0, Glare.waitMillis(false, 0));
        assertEquals(2_000, Glare.waitMillis(false, ALMOST_ONE));
        assertEquals(0, Glare.waitMillis(true, 0.123456) % 10);
    }

    @Test
    void whoComesTooSoonIsToldASecondToTen() {
        assertEquals(1, Glare.retryAfterSeconds(0));
        assertEquals(10, Glare.retryAfterSeconds(ALMOST_ONE));
    }

    @Test
    void reliableAnswersAreTakenInOrder() {
        assertEquals(Verdict.TAKE, ReliableOrder.NONE_YET.verdict(77));
        ReliableOrder order = ReliableOrder.NONE_YET.taken(77);
        assertEquals(Verdict.REPEATED, order.verdict(77));
        assertEquals(Verdict.REPEATED, order.verdict(3));
        assertEquals(Verdict.TOO_EARLY, order.verdict(79));
        assertEquals(Verdict.TAKE, order.verdict(78));
    }
}
