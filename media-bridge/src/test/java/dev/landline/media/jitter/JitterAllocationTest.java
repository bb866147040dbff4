package dev.landline.media.jitter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.media.Allocations;
import dev.landline.media.dtmf.TelephoneEvent;
import dev.landline.media.dtmf.TelephoneEventReceiver;
import dev.landline.media.dtmf.TelephoneEventSender;
import dev.landline.media.rtp.ReceptionStatistics;
import dev.landline.media.rtp.RtcpReport;
import dev.landline.media.rtp.RtcpReportWriter;
import dev.landline.media.rtp.RtpPacket;
import dev.landline.media.rtp.RtpStream;
import org.junit.jupiter.api.Test;

/** From header to playout nothing is allocated per packet, whether packets come, are lost, late or doubled. */
class JitterAllocationTest {

    private static final long FRAME = 20 * LossyNetwork.MILLI;

    private final RtpStream sender = new RtpStream(1, 0, 0);
    private final RtpPacket packet = new RtpPacket();
    private final ReceptionStatistics statistics = new ReceptionStatistics(8000);
    private final JitterBuffer jitter = new JitterBuffer(8000, 160, 160, true);
    private final JitterFrame frame = new JitterFrame(160);
    private final Concealment concealment = new Concealment();
    private final byte[] datagram = new byte[172];
    private final short[] pcm = new short[960];
    private long count;
    private long concealed;

    @Test
    void aPacketsWayAllocatesNothing() {
        assertEquals(0, Allocations.leastBytesPerRun(this::onePacket, 2000));
        assertTrue(concealed > 100, "losses were part of it");
    }

    @Test
    void eventsAndReportsAllocateNothing() {
        TelephoneEventSender events = new TelephoneEventSender(8000);
        RtcpReportWriter writer = new RtcpReportWriter("name");
        RtcpReport report = new RtcpReport();
        byte[] out = new byte[RtcpReportWriter.MAX_LENGTH];
        TelephoneEventReceiver receiver = new TelephoneEventReceiver(8000, new TelephoneEventReceiver.Listener() {
            @Override
            public void pressed(int event) {
                concealed++;
            }

            @Override
            public void released(int event, int durationMillis) {
                concealed++;
            }
        });
        Runnable work = () -> {
            long now = count++ * FRAME;
            if (!events.isBusy()) {
                events.press(TelephoneEvent.event('#'));
                events.release(60);
            }
            int length = events.write(out, 0, sender, 101, now);
            if (length > 0 && packet.wrap(out, 0, length)) {
                receiver.receive(
                        out, packet.payloadOffset(), packet.payloadLength(), packet.timestamp(), packet.marker(), now);
                statistics.receivedUntimed(packet.ssrc(), packet.sequence());
            }
            sender.advance(160);
            int compound = writer.write(out, 0, sender, statistics, now / LossyNetwork.MILLI, now);
            report.parse(out, 0, compound, 1);
        };
        assertEquals(0, Allocations.leastBytesPerRun(work, 2000));
        assertTrue(concealed > 100, "presses were heard");
    }

    private void onePacket() {
        long now = count++ * FRAME;
        sender.writeHeader(datagram, 0, 0, false);
        sender.advance(160);
        long arrival = now + count % 7 * LossyNetwork.MILLI;
        if (count % 20 != 0 && packet.wrap(datagram, 0, datagram.length)) {
            statistics.received(packet.ssrc(), packet.sequence(), packet.timestamp(), arrival);
            for (int i = 0; i <= (count % 11 == 0 ? 1 : 0); i++) {
                jitter.put(
                        datagram,
                        packet.payloadOffset(),
                        packet.payloadLength(),
                        0,
                        packet.sequence(),
                        packet.timestamp(),
                        160,
                        arrival);
            }
        }
        while (jitter.nextPlayoutNanos() < now + FRAME) {
            while (jitter.wantsSound()) {
                switch (jitter.take(frame)) {
                    case FRAME, MERGE -> concealment.good(pcm, 0, frame.durationTicks());
                    case CONCEAL, SILENCE -> {
                        concealment.conceal(pcm, 0, frame.durationTicks());
                        concealed++;
                    }
                }
            }
            jitter.advance(jitter.nextPlayoutNanos());
        }
    }
}
