package dev.landline.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RtcpReportTest {

    private static final long MILLI = 1_000_000L;
    private static final long WALL = 1_795_000_000_123_000L;

    private final byte[] out = new byte[RtcpReportWriter.MAX_LENGTH + 4];
    private final RtcpReport report = new RtcpReport();

    @Test
    void aSenderReportTellsWhatWeSent() {
        RtpStream sent = new RtpStream(77, 10, 5000);
        sent.writeHeader(new byte[12], 0, 0, false);
        sent.countPayload(160);
        sent.advance(160);
        int length = new RtcpReportWriter("a").write(out, 4, sent, new ReceptionStatistics(8000), WALL, 0);
        assertEquals(28 + 12, length);
        assertTrue(report.parse(out, 4, length, 1));
        assertTrue(report.hasSenderReport());
        assertFalse(report.hasReceptionReport());
        assertEquals(77, report.senderSsrc());
        assertEquals(NtpTime.ofWallClock(WALL), report.ntp());
        assertEquals(5160, report.rtpTimestamp());
        assertEquals(1, report.packets());
        assertEquals(160, report.octets());
    }

    @Test
    void aReceiverReportTellsWhatWeHeard() {
        ReceptionStatistics heard = new ReceptionStatistics(8000);
        for (int i = 0; i < 100; i++) {
            if (i != 50) {
                heard.received(0xABCD, (65_500 + i) & 0xFFFF, 160 * i, 20L * i * MILLI);
            }
        }
        int length = new RtcpReportWriter("gateway@example").write(out, 0, new RtpStream(77, 10, 0), heard, WALL, 0);
        assertEquals(0, length % 4);
        assertTrue(report.parse(out, 0, length, 0xABCD));
        assertFalse(report.hasSenderReport());
        assertTrue(report.hasReceptionReport());
        assertEquals(77, report.senderSsrc());
        assertEquals(1, report.cumulativeLost());
        assertEquals(2, report.fractionLost());
        assertEquals(65_599, report.extendedHighestSequence());
        assertTrue(report.parse(out, 0, length, 0xABCE));
        assertFalse(report.hasReceptionReport(), "about somebody else");
    }

    @Test
    void sendingStopsMakingSenderReportsAfterTwoIntervals() {
        RtpStream sent = new RtpStream(77, 10, 0);
        RtcpReportWriter writer = new RtcpReportWriter("a");
        ReceptionStatistics heard = new ReceptionStatistics(8000);
        assertFalse(isSenderReport(writer, sent, heard));
        sent.writeHeader(new byte[12], 0, 0, false);
        assertTrue(isSenderReport(writer, sent, heard));
        assertTrue(isSenderReport(writer, sent, heard));
        assertFalse(isSenderReport(writer, sent, heard));
    }

    /** We send a report; the peer answers 2 s later with it in LSR and the 2 s in DLSR; all took 80 ms more. */
    @Test
    void theRoundTripComesFromTheEchoOfOurReport() {
        RtpStream ours = new RtpStream(77, 10, 0);
        ours.writeHeader(new byte[12], 0, 0, false);
        int length = new RtcpReportWriter("a").write(out, 0, ours, new ReceptionStatistics(8000), WALL, 0);
        assertTrue(report.parse(out, 0, length, 0));

        ReceptionStatistics atPeer = new ReceptionStatistics(8000);
        atPeer.received(77, 10, 0, 0);
        atPeer.senderReport(77, report.ntp(), 500 * MILLI);
        RtpStream theirs = new RtpStream(99, 10, 0);
        length = new RtcpReportWriter("b").write(out, 0, theirs, atPeer, WALL + 999_999_000, 2500 * MILLI);
        assertTrue(report.parse(out, 0, length, 77));
        assertEquals(80_000, report.roundTripMicros(WALL + 2080_000), 50);
        assertEquals(700, report.roundTripMicros(WALL + 2_000_700), 20, "a near peer, below a millisecond");
        assertEquals(15, report.roundTripMicros(WALL + 1_999_800), "as good as at once, on a clock of one turn");
        assertEquals(-1, report.roundTripMicros(WALL + 1_900_000), "a clock that was set back");
        assertEquals(-1, report.roundTripMicros(WALL + 60_000_000), "too long to be true");
    }

    @Test
    void aReportOfAnotherSourceIsNoEcho() {
        ReceptionStatistics heard = new ReceptionStatistics(8000);
        heard.received(5, 1, 0, 0);
        heard.senderReport(6, 123L << 32, 0);
        int length = new RtcpReportWriter("b").write(out, 0, new RtpStream(99, 10, 0), heard, WALL, MILLI);
        assertTrue(report.parse(out, 0, length, 5));
        assertEquals(-1, report.roundTripMicros(WALL));
    }

    @Test
    void aLeavingPeerIsNoticed() {
        byte[] bytes = RtpPacketTest.hex("80C90001 00000063 81CB0001 00000063");
        assertTrue(report.parse(bytes, 0, bytes.length, 1));
        assertTrue(report.goodbye());
        assertTrue(report.parse(bytes, 0, 8, 1));
        assertFalse(report.goodbye());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "80C90000",
                "80C90001 000000",
                "40C90001 00000063",
                "A0C90001 00000063",
                "80CA0001 00000063",
                "80C90002 00000063",
                "80C80001 00000063",
                "81C90001 00000063",
                "80C90001 00000063 80CA",
                "80C90001 00000063 00CA0000",
                "80C90001 00000063 80CA0005 00000000"
            })
    void malformedCompoundsAreRefused(String digits) {
        byte[] bytes = RtpPacketTest.hex(digits);
        assertFalse(report.parse(bytes, 0, bytes.length, 1));
    }

    @Test
    void noBytesWhateverAreReadBeyondTheirEnd() {
        Random random = new Random(11);
        int accepted = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[4 * random.nextInt(20)];
            random.nextBytes(bytes);
            for (int at = 0; at + 4 <= bytes.length; ) {
                int words = random.nextInt(8);
                bytes[at] = (byte) (0x80 | random.nextInt(3));
                bytes[at + 1] = (byte) (200 + random.nextInt(8));
                Bytes.put16(bytes, at + 2, words);
                at += 4 + 4 * words;
            }
            accepted += report.parse(bytes, 0, bytes.length, 1) ? 1 : 0;
        }
        assertTrue(accepted > 1000, "the mutants are close enough to be accepted: " + accepted);
    }

    @Test
    void theLongestNameFitsAndALongerOneIsRefused() {
        RtpStream sent = new RtpStream(77, 10, 0);
        sent.writeHeader(new byte[12], 0, 0, false);
        ReceptionStatistics heard = new ReceptionStatistics(8000);
        heard.received(1, 1, 1, 1);
        int length = new RtcpReportWriter("x".repeat(255)).write(out, 0, sent, heard, WALL, 0);
        assertTrue(length <= RtcpReportWriter.MAX_LENGTH);
        assertTrue(report.parse(out, 0, length, 1));
        assertThrows(IllegalArgumentException.class, () -> new RtcpReportWriter("x".repeat(256)));
    }

    @Test
    void ntpCountsFrom1900() {
        assertEquals(0x83AA7E80L << 32, NtpTime.ofWallClock(0));
        assertEquals((0x83AA7E81L << 32) + 0x80000000L, NtpTime.ofWallClock(1_500_000));
        assertEquals(0x7E818000, NtpTime.middle(NtpTime.ofWallClock(1_500_000)));
        assertEquals(0x00018000, NtpTime.shortUnits(1_500_000_000L));
        assertEquals(0xFFFF0000, NtpTime.shortUnits(100_000L * 1_000_000_000L));
    }

    private boolean isSenderReport(RtcpReportWriter writer, RtpStream sent, ReceptionStatistics heard) {
        int length = writer.write(out, 0, sent, heard, WALL, 0);
        assertTrue(report.parse(out, 0, length, 1));
        return report.hasSenderReport();
    }
}
