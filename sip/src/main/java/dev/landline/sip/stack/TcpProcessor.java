package dev.landline.sip.stack;

import gov.nist.core.HostPort;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.SIPClientTransaction;
import gov.nist.javax.sip.stack.SIPTransaction;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * SIP over TCP on Netty. JAIN-SIP's own TCP gives each connection two threads, has no bound on a header and loses messages
 * when connections are re-used.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A close that fails leaves nothing to do.
final class TcpProcessor extends MessageProcessor {

    private static final int CONNECT_MILLIS = 4_000;
    private static final long MESSAGE_MILLIS = 10_000;
    private static final WriteBufferWaterMark UNSENT = new WriteBufferWaterMark(64 << 10, 256 << 10);

    private final Inbound inbound;
    private final Lanes lanes;
    private final EventLoopGroup loops;
    private final Map<String, TcpChannel> channels = new ConcurrentHashMap<>();
    private final Map<InetAddress, Integer> connectionsByAddress = new ConcurrentHashMap<>();
    private Channel server;

    TcpProcessor(SIPTransactionStack stack, InetAddress address, int port, Inbound inbound, Lanes lanes) {
        super(address, port, "tcp", stack);
        this.inbound = inbound;
        this.lanes = lanes;
        this.loops = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("sip-tcp", true), NioIoHandler.newFactory());
    }

    @Override
    public void start() throws IOException {
        ChannelFuture bound = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, UNSENT)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel accepted) {
                        accept(accepted);
                    }
                })
                .bind(getIpAddress(), getPort())
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw new IOException(bound.cause().getMessage(), bound.cause());
        }
        server = bound.channel();
    }

    private void accept(SocketChannel accepted) {
        InetSocketAddress peer = accepted.remoteAddress();
        if (peer == null) {
            accepted.close(); // Gone before it was looked at.
            return;
        }
        InetAddress address = peer.getAddress();
        int count = connectionsByAddress.merge(address, 1, Integer::sum);
        accepted.closeFuture()
                .addListener(
                        _ -> connectionsByAddress.computeIfPresent(address, (_, open) -> open == 1 ? null : open - 1));
        if (count > inbound.limits().connectionsPerAddress()) {
            inbound.counters().count(SipCounter.CONNECTIONS_REFUSED);
            accepted.close();
            return;
        }
        TcpChannel channel = TcpChannel.accepted(this, peer, accepted);
        channels.put(channel.getKey(), channel);
        equip(accepted, channel);
    }

    private void equip(SocketChannel connection, TcpChannel channel) {
        inbound.counters().count(SipCounter.CONNECTIONS_OPENED);
        TcpFramer framer = new TcpFramer(inbound.limits());
        connection
                .pipeline()
                .addLast(
                        new IdleStateHandler(0, 0, inbound.limits().idle().toMillis(), TimeUnit.MILLISECONDS),
                        framer,
                        new TcpConnection(channel, framer, inbound, lanes.scaledMillis(MESSAGE_MILLIS)));
    }

    /** Opens the connection of a channel; the channel hears how it went. */
    void dial(TcpChannel channel) {
        new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, UNSENT)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel connection) {
                        equip(connection, channel);
                    }
                })
                .connect(channel.remote())
                .addListener((ChannelFutureListener) opened -> {
                    if (opened.isSuccess()) {
                        channel.connected(opened.channel());
                    } else {
                        channel.disconnected();
                    }
                });
    }

    SipCounters counters() {
        return inbound.counters();
    }

    void forget(TcpChannel channel) {
        channels.remove(channel.getKey(), channel);
    }

    /**
     * A message could not leave: its client transaction hears 503 at once instead of waiting for its timeout (RFC 3261
     * section 8.1.3.1); a server transaction ends.
     */
    void failed(TcpChannel channel, String transactionId) {
        inbound.counters().count(SipCounter.SEND_FAILED);
        SIPTransaction transaction = transactionId.isEmpty() ? null : sipStack.findTransaction(transactionId, false);
        if (transaction instanceof SIPClientTransaction && transaction.getRequest() instanceof SIPRequest request) {
            String callId = request.getCallId().getCallId();
            lanes.execute(callId, () -> answer503(channel, request));
        }
    }

    private void answer503(TcpChannel channel, SIPRequest request) {
        try {
            SIPResponse response = request.createResponse(503, "The Other Side Cannot Be Reached");
            response.setApplicationData(TransportFailure.MARK);
            channel.processMessage(response);
        } catch (ParseException e) {
            inbound.counters().count(SipCounter.INTERNAL_ERRORS);
        }
    }

    @Override
    public MessageChannel createMessageChannel(HostPort target) throws IOException {
        return createMessageChannel(target.getInetAddress(), target.getPort());
    }

    @Override
    public MessageChannel createMessageChannel(InetAddress address, int port) throws IOException {
        if (port <= 0 || port > 65_535) {
            throw new IOException("no port to dial");
        }
        return channels.computeIfAbsent(
                MessageChannel.getKey(address, port, transport),
                _ -> TcpChannel.toDial(this, new InetSocketAddress(address, port)));
    }

    @Override
    public SIPTransactionStack getSIPStack() {
        return sipStack;
    }

    @Override
    public void stop() {
        if (server != null) {
            server.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
        }
        channels.values().forEach(TcpChannel::close);
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @Override
    public int getDefaultTargetPort() {
        return 5060;
    }

    @Override
    public boolean isSecure() {
        return false;
    }

    @Override
    public int getMaximumMessageSize() {
        return inbound.limits().messageBytes();
    }

    @Override
    public boolean inUse() {
        return !channels.isEmpty();
    }
}
