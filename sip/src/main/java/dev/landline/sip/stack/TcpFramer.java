package dev.landline.sip.stack;

import dev.landline.sip.stack.RawMessage.Cut;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/**
 * Finds SIP messages in a byte stream (RFC 3261 section 18.3): headers up to the empty line, then as many bytes as
 * Content-Length says. What cannot be framed ends the connection, because nobody knows where the next message begins.
 */
final class TcpFramer extends ByteToMessageDecoder {

    private static final int END_OF_HEAD = 0x0d0a0d0a;
    private static final short LINE_BREAK = 0x0d0a;

    private final SipLimits limits;
    /** How far the search for the empty line has come; bytes are looked at once. */
    private int searched;
    /** Length of headers and body of the message at the front, or 0 while its headers are incomplete. */
    private int expected;
    /** The message at the front is answered or dropped, and the connection closed behind it. */
    private boolean broken;
    /** A ping of ours is out: the next single CRLF answers it, and is not the first half of a ping. */
    private boolean pongExpected;

    /** What the framer hands on. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    sealed interface Framed {
        /** One message; sane or not is for the next to judge. */
        record Message(byte[] bytes) implements Framed {}

        /** A double CRLF: the peer wants one CRLF back (RFC 5626 section 3.5.1). */
        record Ping() implements Framed {}

        /** A single CRLF after a ping of ours (RFC 5626 section 3.5.1). */
        record Pong() implements Framed {}

        /**
         * The stream is lost.
         *
         * @param bytes the headers at its front, worth an answer if they can be read; may be empty
         */
        record Lost(byte[] bytes) implements Framed {}
    }

    TcpFramer(SipLimits limits) {
        this.limits = limits;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (broken) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (expected == 0 && !skippedLineBreaks(in, out)) {
            return;
        }
        if (expected == 0 && !readHead(in, out)) {
            return;
        }
        if (in.readableBytes() >= expected) {
            byte[] message = new byte[expected];
            in.readBytes(message);
            expected = 0;
            searched = 0;
            out.add(new Framed.Message(message));
        }
    }

    /** Skips line breaks between messages; false when more bytes are needed to go on. */
    private boolean skippedLineBreaks(ByteBuf in, List<Object> out) {
        if (searched > 0) {
            return true;
        }
        while (in.isReadable()) {
            byte next = in.getByte(in.readerIndex());
            if (next != '\r' && next != '\n') {
                return true;
            }
            if (pongExpected && in.readableBytes() >= 2 && in.getShort(in.readerIndex()) == LINE_BREAK) {
                pongExpected = false;
                in.skipBytes(2);
                out.add(new Framed.Pong());
            } else if (in.readableBytes() >= 4 && in.getInt(in.readerIndex()) == END_OF_HEAD) {
                in.skipBytes(4);
                out.add(new Framed.Ping());
            } else if (in.readableBytes() >= 4 || !isStartOfPing(in)) {
                in.skipBytes(1);
            } else {
                return false;
            }
        }
        return false;
    }

    private static boolean isStartOfPing(ByteBuf in) {
        for (int i = 0; i < in.readableBytes(); i++) {
            if (in.getByte(in.readerIndex() + i) != (i % 2 == 0 ? '\r' : '\n')) {
                return false;
            }
        }
        return true;
    }

    /** Looks for the empty line and reads Content-Length; false when there is no whole head yet. */
    private boolean readHead(ByteBuf in, List<Object> out) {
        int end = endOfHead(in);
        if (end < 0) {
            if (in.readableBytes() > limits.messageBytes()) {
                lose(in, out, 0);
            }
            return false;
        }
        byte[] head = new byte[end];
        in.getBytes(in.readerIndex(), head);
        int body = bodyLength(head);
        if (body < 0 || end + body > limits.messageBytes()) {
            lose(in, out, end);
            return false;
        }
        expected = end + body;
        return true;
    }

    private int endOfHead(ByteBuf in) {
        int from = in.readerIndex();
        int available = in.readableBytes();
        for (int i = Math.max(0, searched - 3); i + 4 <= available; i++) {
            if (in.getInt(from + i) == END_OF_HEAD) {
                return i + 4;
            }
        }
        searched = available;
        return -1;
    }

    /** The body's length; -1 when the headers do not say it once and plainly. */
    private int bodyLength(byte[] head) {
        RawMessage message = switch (RawMessage.cut(head, limits.headers())) {
            case Cut.Whole whole -> whole.message();
            case Cut.Broken broken -> broken.readable();
            case Cut.Garbage _ -> null;
        };
        if (message == null || !message.startLine().contains("SIP/")) {
            return -1;
        }
        long lines = message.count("content-length");
        if (lines == 0) {
            return 0;
        }
        String value = message.first("content-length").orElse("");
        boolean plain = lines == 1 && value.matches("[0-9]{1,8}");
        return plain ? Integer.parseInt(value) : -1;
    }

    private void lose(ByteBuf in, List<Object> out, int head) {
        byte[] bytes = new byte[head];
        in.getBytes(in.readerIndex(), bytes);
        in.skipBytes(in.readableBytes());
        broken = true;
        out.add(new Framed.Lost(bytes));
    }

    /** We have sent a ping. */
    void expectPong() {
        pongExpected = true;
    }

    /** A message has begun and is not complete. */
    boolean isInsideMessage() {
        return expected > 0 || searched > 0;
    }
}
