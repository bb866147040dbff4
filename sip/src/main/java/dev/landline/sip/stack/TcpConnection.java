package dev.landline.sip.stack;

import dev.landline.sip.stack.TcpFramer.Framed;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** One TCP or TLS connection: hands its messages on, answers pings, and ends it when the peer is silent or too slow. */
@SuppressWarnings("FutureReturnValueIgnored") // A close or pong that fails ends in channelInactive.
final class TcpConnection extends SimpleChannelInboundHandler<Framed> {

    private static final byte[] PONG = "\r\n".getBytes(StandardCharsets.US_ASCII);

    private final TcpChannel channel;
    private final TcpFramer framer;
    private final Inbound inbound;
    private final long patienceMillis;
    private ScheduledFuture<?> deadline;

    /**
     * A connection that has just opened.
     *
     * @param patienceMillis how long a message may take from its first to its last byte
     */
    TcpConnection(TcpChannel channel, TcpFramer framer, Inbound inbound, long patienceMillis) {
        this.channel = channel;
        this.framer = framer;
        this.inbound = inbound;
        this.patienceMillis = patienceMillis;
    }

    /** An accepted connection must show a whole message in time; one that we opened may wait for us. */
    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (channel.isAccepted()) {
            startDeadline(context);
        }
    }

    private void startDeadline(ChannelHandlerContext context) {
        if (deadline == null) {
            deadline = context.executor().schedule(() -> timedOut(context), patienceMillis, TimeUnit.MILLISECONDS);
        }
    }

    private void stopDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    private void timedOut(ChannelHandlerContext context) {
        inbound.counters().count(SipCounter.CONNECTIONS_TIMED_OUT);
        context.close();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, Framed framed) {
        stopDeadline();
        switch (framed) {
            case Framed.Message message -> inbound.received(message.bytes(), channel, channel.getTransport());
            case Framed.Ping _ -> {
                inbound.counters().count(SipCounter.KEEP_ALIVES);
                context.writeAndFlush(Unpooled.wrappedBuffer(PONG), context.voidPromise());
            }
            case Framed.Pong _ -> {} // To no ping of ours: those are taken before.
            case Framed.Lost lost -> {
                inbound.counters().count(SipCounter.CONNECTIONS_UNFRAMED);
                inbound.unframed(lost.bytes(), channel);
                context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
            }
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (framer.isInsideMessage()) {
            startDeadline(context);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent) {
            timedOut(context);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stopDeadline();
        channel.disconnected("The Connection Broke");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // A reset by the peer is everyday life; the close that follows does the rest.
        context.close();
    }
}
