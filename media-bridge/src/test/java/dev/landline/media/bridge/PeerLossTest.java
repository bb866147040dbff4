package dev.landline.media.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PeerLossTest {
    private final PeerLoss loss = new PeerLoss();

    private void report(double percent, int times) {
        for (int i = 0; i < times; i++) {
            loss.reported((int) Math.round(percent * 256 / 100));
        }
    }

    @Test
    void withoutLossNothingIsSpentOnIt() {
        assertEquals(0, loss.expectedPercent());
        report(0, 10);
        assertEquals(0, loss.expectedPercent());
        assertFalse(loss.wantsRed());
    }

    @Test
    void theFirstReportOfLossBringsFec() {
        report(1, 1);
        assertEquals(5, loss.expectedPercent());
        assertFalse(loss.wantsRed(), "FEC alone makes up for that");
    }

    @Test
    void muchLossBringsRed() {
        report(10, 1);
        assertEquals(10, loss.expectedPercent());
        assertTrue(loss.wantsRed());
        report(100, 4);
        assertEquals(30, loss.expectedPercent(), "more the encoder does not use");
    }

    @Test
    void lossThatIsGoneIsForgottenAfterAFewReports() {
        report(10, 3);
        report(0, 1);
        assertTrue(loss.wantsRed());
        report(0, 2);
        assertFalse(loss.wantsRed());
        assertTrue(loss.expectedPercent() > 0, "a little is still remembered");
        report(0, 4);
        assertEquals(0, loss.expectedPercent());
    }

    @Test
    void chanceDoesNotMakeItFlap() {
        Random random = new Random(1);
        int changes = 0;
        boolean before = false;
        for (int i = 0; i < 200; i++) {
            int lost = 0;
            for (int packet = 0; packet < 250; packet++) {
                lost += random.nextDouble() < 0.05 ? 1 : 0;
            }
            report(lost * 100 / 250.0, 1);
            changes += loss.wantsRed() == before ? 0 : 1;
            before = loss.wantsRed();
        }
        assertTrue(before);
        assertEquals(1, changes, "on, and it stays on");
    }
}
