package dev.landline.media.ice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The sample request of RFC 5769 section 2.1 and changes to it. */
class StunVectorsTest {
    static final String PASSWORD = "VOkJxbRl1RmTxUk/WvJxBt";

    static final byte[] REQUEST = HexFormat.of()
            .parseHex("000100582112a442b7e7a701bc34d686fa87dfae"
                    + "802200105354554e207465737420636c69656e74"
                    + "002400046e0001ff"
                    + "80290008932ff9b151263b36"
                    + "000600096576746a3a68367659202020"
                    + "000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2"
                    + "80280004e57a3bcf");

    private static BindingRequest parsed(byte[] packet) {
        StunParse parse = StunCodec.parse(packet, 0, packet.length);
        return assertInstanceOf(StunParse.Binding.class, parse).request();
    }

    @Test
    void theSampleRequestIsUnderstoodAndAuthentic() {
        BindingRequest request = parsed(REQUEST);
        assertEquals("evtj:h6vY", request.username());
        assertEquals("evtj", request.localUfrag());
        assertEquals(BindingRequest.Role.CONTROLLED, request.role());
        assertFalse(request.useCandidate());
        assertTrue(StunCodec.isAuthentic(request, PASSWORD));
        assertFalse(StunCodec.isAuthentic(request, PASSWORD + "x"));
    }

    @Test
    void aChangeOfAnyByteIsNoticed() {
        for (int i = 0; i < REQUEST.length; i++) {
            byte[] changed = REQUEST.clone();
            changed[i] ^= 0x10;
            StunParse parse = StunCodec.parse(changed, 0, changed.length);
            boolean accepted = parse instanceof StunParse.Binding(BindingRequest request)
                    && StunCodec.isAuthentic(request, PASSWORD);
            assertFalse(accepted, "byte " + i);
        }
    }

    @Test
    void everyPrefixIsRefusedWithoutAnException() {
        for (int length = 0; length < REQUEST.length; length++) {
            StunParse parse = StunCodec.parse(REQUEST, 0, length);
            assertInstanceOf(StunParse.Malformed.class, parse, "length " + length);
        }
    }

    @Test
    void responsesAndOtherMethodsAreNotForALiteAgent() {
        byte[] response = REQUEST.clone();
        response[0] = 1;
        assertInstanceOf(StunParse.Irrelevant.class, StunCodec.parse(response, 0, response.length));
        byte[] allocate = REQUEST.clone();
        allocate[1] = 3;
        assertInstanceOf(StunParse.Irrelevant.class, StunCodec.parse(allocate, 0, allocate.length));
    }
}
