package dev.landline.sip.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.sip.stack.TcpFramer.Framed;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TcpFramerTest {

    private static final String HEAD = "OPTIONS sip:a@b SIP/2.0\r\nVia: SIP/2.0/TCP x\r\nContent-Length: 6\r\n\r\n";
    private static final String MESSAGE = HEAD + "a\r\n\r\nb";

    private final TcpFramer framer = new TcpFramer(SipLimits.standard());
    private final EmbeddedChannel channel = new EmbeddedChannel(framer);

    private void feed(String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
    }

    private String message() {
        Framed.Message message = assertInstanceOf(Framed.Message.class, channel.readInbound());
        return new String(message.bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void aMessageInSingleBytesIsFoundOnce() {
        for (int i = 0; i < MESSAGE.length(); i++) {
            assertNull(channel.readInbound());
            feed(MESSAGE.substring(i, i + 1));
            assertEquals(i < MESSAGE.length() - 1, framer.isInsideMessage());
        }
        assertEquals(MESSAGE, message());
    }

    @Test
    void severalMessagesInOnePacketAreToldApart() {
        feed(MESSAGE + "\r\n" + MESSAGE + HEAD.replace("6", "0") + MESSAGE.substring(0, 20));
        assertEquals(MESSAGE, message());
        assertEquals(MESSAGE, message());
        assertEquals(HEAD.replace("6", "0"), message());
        assertTrue(framer.isInsideMessage());
        feed(MESSAGE.substring(20));
        assertEquals(MESSAGE, message());
    }

    @Test
    void theCompactLengthCountsAndNoneMeansNoBody() {
        String compact = MESSAGE.replace("Content-Length", "l");
        String none = HEAD.replace("Content-Length: 6\r\n", "");
        feed(compact + none + MESSAGE);
        assertEquals(compact, message());
        assertEquals(none, message());
        assertEquals(MESSAGE, message());
    }

    @Test
    void aDoubleLineBreakIsAPingAlsoInPieces() {
        feed("\r\n");
        assertNull(channel.readInbound());
        feed("\r\n");
        assertInstanceOf(Framed.Ping.class, channel.readInbound());
        assertFalse(framer.isInsideMessage());
        feed("\r\n\r\n" + MESSAGE);
        assertInstanceOf(Framed.Ping.class, channel.readInbound());
        assertEquals(MESSAGE, message());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: -1",
                "Content-Length: 6\r\nContent-Length: 6",
                "Content-Length: 6\r\nl: 7",
                "Content-Length: many",
                "Content-Length: 99999999",
                "Content-Length: 99999999999999",
                "Content-Length:"
            })
    void aLengthThatLiesLosesTheStream(String length) {
        feed(MESSAGE.replace("Content-Length: 6", length) + MESSAGE);
        Framed.Lost lost = assertInstanceOf(Framed.Lost.class, channel.readInbound());
        assertTrue(new String(lost.bytes(), StandardCharsets.UTF_8).endsWith("\r\n\r\n"));
        feed(MESSAGE);
        assertNull(channel.readInbound());
    }

    @Test
    void aHeadThatNeverEndsAndForeignProtocolsLoseTheStream() {
        feed("OPTIONS sip:a@b SIP/2.0\r\n" + "X: y\r\n".repeat(12_000));
        assertEquals(
                0, assertInstanceOf(Framed.Lost.class, channel.readInbound()).bytes().length);
        EmbeddedChannel other = new EmbeddedChannel(new TcpFramer(SipLimits.standard()));
        other.writeInbound(Unpooled.copiedBuffer("GET / HTTP/1.1\r\nHost: x\r\n\r\n", StandardCharsets.UTF_8));
        assertInstanceOf(Framed.Lost.class, other.readInbound());
    }
}
