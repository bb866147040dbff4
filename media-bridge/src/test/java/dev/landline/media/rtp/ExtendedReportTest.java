package dev.landline.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.media.Allocations;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtendedReportTest {
    private static final long MILLI = 1_000_000L;
    private static final long WALL = 1_795_000_000_123_000L;
    private static final int OURS = 77;
    private static final int THEIRS = 99;
    private static final VoipMetrics METRICS =
            new VoipMetrics(OURS, 12, 3, 128, 2, 340, 5_000, 60, 45, -20, -62, 88, 43, 42, 30, 55, 120);

    private final byte[] out = new byte[512];
    private final RtcpReport report = new RtcpReport();

    /** A compound of an empty receiver report and one extended report. */
    private int compound(
            ExtendedReportWriter writer, boolean roundTrip, long wall, long now, Optional<VoipMetrics> said) {
        int length = emptyReport(THEIRS);
        return length + writer.write(out, length, THEIRS, roundTrip, wall, now, said);
    }

    private int emptyReport(int ssrc) {
        out[0] = (byte) 0x80;
        out[1] = (byte) 201;
        Bytes.put16(out, 2, 1);
        Bytes.put32(out, 4, ssrc);
        return 8;
    }

    @Test
    void whatIsWrittenIsRead() {
        int length = compound(new ExtendedReportWriter(), true, WALL, 0, Optional.of(METRICS));
        assertEquals(8 + 8 + 12 + VoipMetrics.LENGTH, length);
        assertTrue(report.parse(out, 0, length, OURS));
        assertEquals(THEIRS, report.senderSsrc());
        assertTrue(report.extended().hasReferenceTime());
        assertEquals(NtpTime.ofWallClock(WALL), report.extended().referenceTime());
        assertEquals(METRICS, report.extended().voipMetrics().orElseThrow());
        assertEquals(-1, report.extended().roundTripMicros(WALL), "nothing of ours was given back");
    }

    /** The bytes of section 4.7 one by one, so that reader and writer cannot agree on a mistake. */
    @Test
    void theBlockHasTheLayoutOfTheRfc() {
        int length = compound(new ExtendedReportWriter(), false, WALL, 0, Optional.of(METRICS));
        byte[] wanted = RtpPacketTest.hex(
                "80C90001 00000063" // RR without blocks
                        + "80CF000A 00000063" // XR of ten more words
                        + "07000008 0000004D" // VoIP metrics of eight words about our stream
                        + "0C038002" // loss, discard, burst density, gap density
                        + "01541388" // burst and gap duration
                        + "003C002D" // round trip, end system
                        + "ECC27F10" // signal, noise, RERL, Gmin
                        + "587F2B2A" // R, external R, MOS-LQ, MOS-CQ
                        + "F000001E" // receiver, reserved, nominal
                        + "00370078"); // maximum, absolute maximum
        assertEquals(wanted.length, length);
        for (int i = 0; i < length; i++) {
            assertEquals(wanted[i], out[i], "byte " + i);
        }
    }

    /** We tell our time; the peer gives it back 2 s later; all took 80 ms more. */
    @Test
    void theRoundTripNeedsNoSenderReport() {
        int length = compound(new ExtendedReportWriter(), true, WALL, 0, Optional.empty());
        assertTrue(report.parse(out, 0, length, 0));
        ExtendedReportWriter atPeer = new ExtendedReportWriter();
        atPeer.heard(OURS, report.extended().referenceTime(), 500 * MILLI);
        length = compound(atPeer, true, WALL + 5_555_000, 2500 * MILLI, Optional.empty());
        assertTrue(report.parse(out, 0, length, OURS));
        assertEquals(80_000, report.extended().roundTripMicros(WALL + 2080_000), 50);
        assertEquals(-1, report.extended().roundTripMicros(WALL + 1000_000), "a clock that was set back");
        assertTrue(report.parse(out, 0, length, OURS + 1));
        assertEquals(-1, report.extended().roundTripMicros(WALL + 2080_000), "given back to somebody else");
    }

    @Test
    void withoutAnythingToSayThereIsNoReport() {
        assertEquals(8, compound(new ExtendedReportWriter(), false, WALL, 0, Optional.empty()));
    }

    @Test
    void metricsOfAnotherStreamAreNotOurs() {
        int length = compound(new ExtendedReportWriter(), false, WALL, 0, Optional.of(METRICS));
        assertTrue(report.parse(out, 0, length, OURS + 1));
        assertFalse(report.extended().hasVoipMetrics());
        assertTrue(report.extended().voipMetrics().isEmpty());
    }

    @Test
    void nothingOfTheReportBeforeStays() {
        int length = compound(new ExtendedReportWriter(), true, WALL, 0, Optional.of(METRICS));
        assertTrue(report.parse(out, 0, length, OURS));
        assertTrue(report.parse(out, 0, 8, OURS));
        assertFalse(report.extended().hasReferenceTime());
        assertFalse(report.extended().hasVoipMetrics());
    }

    @Test
    void valuesOutOfRangeAreClampedWhenWrittenAndUnavailableWhenRead() {
        VoipMetrics wild = new VoipMetrics(
                OURS, 999, -1, 256, 300, 70_000, -5, 1 << 30, 0, 500, -500, 500, 500, 500, -1, 65_536, 65_535);
        int length = compound(new ExtendedReportWriter(), false, WALL, 0, Optional.of(wild));
        assertTrue(report.parse(out, 0, length, OURS));
        assertEquals(
                new VoipMetrics(
                        OURS, 255, 0, 255, 255, 65_535, 0, 65_535, 0, 127, -128, 127, 127, 127, 0, 65_535, 65_535),
                report.extended().voipMetrics().orElseThrow());
        out[16 + 24] = 101;
        out[16 + 26] = 9;
        out[16 + 27] = (byte) 0x80;
        assertTrue(report.parse(out, 0, length, OURS));
        VoipMetrics lies = report.extended().voipMetrics().orElseThrow();
        assertEquals(VoipMetrics.UNAVAILABLE, lies.rating());
        assertEquals(VoipMetrics.UNAVAILABLE, lies.listeningScore());
        assertEquals(VoipMetrics.UNAVAILABLE, lies.conversationScore());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80CF0000", // no room for the sender
                "80CF0001 00000063 07000008", // a block longer than its packet
                "80CF0002 00000063 04000002", // likewise, within the compound
                "80CF0003 00000063 00000000 05000001"
            })
    void blocksThatDoNotFitAreRefused(String digits) {
        byte[] bytes = RtpPacketTest.hex("80C90001 00000063" + digits);
        assertFalse(report.parse(bytes, 0, bytes.length, OURS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80CF0003 00000063 04000001 00000000", // a reference time of half its length
                "80CF0003 00000063 05000001 0000004D", // a third of an item
                "80CF0003 00000063 07000001 0000004D", // metrics without numbers
                "80CF0002 00000063 FF000000", // a type nobody knows
                "80CF0001 00000063"
            })
    void blocksOfAWrongLengthOrTypeAreSkipped(String digits) {
        byte[] bytes = RtpPacketTest.hex("80C90001 00000063" + digits);
        assertTrue(report.parse(bytes, 0, bytes.length, OURS));
        assertFalse(report.extended().hasReferenceTime());
        assertFalse(report.extended().hasVoipMetrics());
        assertEquals(-1, report.extended().roundTripMicros(WALL));
    }

    @Test
    void damagedReportsAreReadWithoutHarm() {
        Random random = new Random(3);
        ExtendedReportWriter writer = new ExtendedReportWriter();
        writer.heard(OURS, 5, 0);
        int accepted = 0;
        for (int i = 0; i < 100_000; i++) {
            int length = compound(writer, true, WALL, MILLI, Optional.of(METRICS));
            byte[] exact = Arrays.copyOf(out, length - random.nextInt(3) * 4);
            for (int n = 0; n < 3; n++) {
                exact[8 + random.nextInt(exact.length - 8)] = (byte) random.nextInt();
            }
            accepted += report.parse(exact, 0, exact.length, OURS) ? 1 : 0;
            report.extended().voipMetrics();
            report.extended().roundTripMicros(WALL);
        }
        assertTrue(accepted > 10_000, "the mutants are close enough to be accepted: " + accepted);
    }

    @Test
    void readingAndWritingAllocateNothing() {
        ExtendedReportWriter writer = new ExtendedReportWriter();
        Optional<VoipMetrics> said = Optional.of(METRICS);
        double bytes = Allocations.leastBytesPerRun(
                () -> {
                    writer.heard(OURS, 5, 0);
                    int length = compound(writer, true, WALL, MILLI, said);
                    report.parse(out, 0, length, OURS);
                },
                5_000);
        assertEquals(0, bytes);
    }
}
