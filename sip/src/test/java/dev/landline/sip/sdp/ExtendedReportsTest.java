package dev.landline.sip.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtendedReportsTest {

    private static TrunkMedia trunk(String attribute) {
        String text = String.join(
                "\r\n",
                "v=0",
                "o=- 1 1 IN IP4 192.0.2.1",
                "s=-",
                "c=IN IP4 192.0.2.1",
                "t=0 0",
                "m=audio 4000 RTP/AVP 0",
                attribute,
                "");
        SessionDescription offer =
                (SessionDescription) assertInstanceOf(Parsed.Ok.class, SessionDescription.parse(text))
                        .value();
        return (TrunkMedia)
                assertInstanceOf(Parsed.Ok.class, OfferAnswer.readTrunkOffer(offer, TrunkTerms.plain(AudioCodec.PCMU)))
                        .value();
    }

    @ParameterizedTest
    @CsvSource({
        "a=rtcp-xr:voip-metrics, true, false",
        "a=rtcp-xr:rcvr-rtt=all:10000 stat-summary=loss voip-metrics, true, true",
        "a=rtcp-xr:rcvr-rtt=sender, false, true",
        "a=rtcp-xr:pkt-loss-rle, false, false",
        "a=rtcp-xr:, false, false",
        "a=rtcp-xr, false, false",
        "a=ptime:20, false, false"
    })
    void whatAPeerWantsIsRead(String attribute, boolean voipMetrics, boolean roundTrip) {
        assertEquals(
                new ExtendedReports(voipMetrics, roundTrip),
                MediaSlot.reports(trunk(attribute).slots()));
    }

    @Test
    void theAnswerAsksForTheSameAndForNothingThatWasNotOffered() {
        LocalTrunk local = new LocalTrunk(new InetSocketAddress("192.0.2.9", 30_000), 5, 1, Optional.empty());
        String answer = OfferAnswer.trunkAnswer(trunk("a=rtcp-xr:voip-metrics rcvr-rtt=all"), local);
        assertTrue(answer.contains("a=rtcp-xr:rcvr-rtt=all voip-metrics\r\n"), answer);
        assertFalse(OfferAnswer.trunkAnswer(trunk("a=ptime:20"), local).contains("rtcp-xr"));
    }
}
