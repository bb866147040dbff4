package dev.landline.sip.stack;

import dev.landline.sip.stack.TcpFramer.Framed;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a connection that we opened to a trunk alive with double CRLFs (RFC 5626 section 3.5.1), so that NATs and firewalls
 * between do not forget it, and finds out that it is dead: a trunk that has answered before and then does not within ten
 * seconds (section 4.4.1). Trunks that never answer are left alone; many do not know the reply.
 */
final class TcpKeepAlive extends ChannelInboundHandlerAdapter {

    private static final byte[] PING = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final TcpFramer framer;
    private final SipCounters counters;
    private final boolean afterHandshake;
    private final long periodMillis;
    private final long patienceMillis;
    private ScheduledFuture<?> next;
    private ScheduledFuture<?> deadline;
    private boolean answersPings;

    /**
     * Pings from when the connection is ready.
     *
     * @param afterHandshake whether that is only after TLS is ready
     * @param patienceMillis how long an answer may take
     */
    TcpKeepAlive(
            TcpFramer framer, SipCounters counters, boolean afterHandshake, long periodMillis, long patienceMillis) {
        this.framer = framer;
        this.counters = counters;
        this.afterHandshake = afterHandshake;
        this.periodMillis = periodMillis;
        this.patienceMillis = patienceMillis;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (!afterHandshake) {
            schedule(context);
        }
        context.fireChannelActive();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (afterHandshake && event instanceof SslHandshakeCompletionEvent done && done.isSuccess()) {
            schedule(context);
        }
        context.fireUserEventTriggered(event);
    }

    private void schedule(ChannelHandlerContext context) {
        next = context.executor().schedule(() -> ping(context), periodMillis, TimeUnit.MILLISECONDS);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // A ping that fails ends in channelInactive.
    private void ping(ChannelHandlerContext context) {
        counters.count(SipCounter.KEEP_ALIVES_SENT);
        framer.expectPong();
        context.writeAndFlush(Unpooled.wrappedBuffer(PING), context.voidPromise());
        if (answersPings && deadline == null) {
            deadline = context.executor().schedule(() -> unanswered(context), patienceMillis, TimeUnit.MILLISECONDS);
        }
        schedule(context);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The close shows in channelInactive.
    private void unanswered(ChannelHandlerContext context) {
        counters.count(SipCounter.CONNECTIONS_DEAD);
        context.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        // Whatever arrives shows that the connection lives.
        stop(deadline);
        deadline = null;
        if (message instanceof Framed.Pong) {
            answersPings = true;
        } else {
            context.fireChannelRead(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stop(next);
        stop(deadline);
        context.fireChannelInactive();
    }

    private static void stop(ScheduledFuture<?> task) {
        if (task != null) {
            task.cancel(false);
        }
    }
}
