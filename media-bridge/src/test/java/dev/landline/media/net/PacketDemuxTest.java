package dev.landline.media.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.landline.media.net.PacketDemux.Kind;
import org.junit.jupiter.api.Test;

class PacketDemuxTest {

    private static Kind classify(int first, int second, int length) {
        byte[] bytes = new byte[length + 5];
        bytes[3] = (byte) first;
        bytes[4] = (byte) second;
        return PacketDemux.classify(bytes, 3, length);
    }

    @Test
    void eachFirstByteGoesWhereRfc7983Says() {
        for (int first = 0; first < 256; first++) {
            Kind expected = Kind.OTHER;
            if (first <= 3) {
                expected = Kind.STUN;
            } else if (first >= 20 && first <= 63) {
                expected = Kind.DTLS;
            } else if (first >= 128 && first <= 191) {
                expected = Kind.RTP;
            }
            assertEquals(expected, classify(first, 0, 40), "first byte " + first);
        }
    }

    @Test
    void packetTypes192To223AreRtcp() {
        for (int second = 0; second < 256; second++) {
            Kind expected = second >= 192 && second <= 223 ? Kind.RTCP : Kind.RTP;
            assertEquals(expected, classify(0x80, second, 28), "second byte " + second);
        }
    }

    @Test
    void whatIsTooShortForItsProtocolIsNothing() {
        assertEquals(Kind.OTHER, classify(0x80, 0, 0));
        assertEquals(Kind.OTHER, classify(0x80, 200, 7));
        assertEquals(Kind.RTCP, classify(0x80, 200, 8));
        assertEquals(Kind.OTHER, classify(0x80, 0, 11));
        assertEquals(Kind.RTP, classify(0x80, 0, 12));
        assertEquals(Kind.OTHER, classify(22, 0, 12));
        assertEquals(Kind.DTLS, classify(22, 0, 13));
        assertEquals(Kind.OTHER, classify(0, 1, 19));
        assertEquals(Kind.STUN, classify(0, 1, 20));
    }
}
