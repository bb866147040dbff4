package dev.landline.sip.stack;

import dev.landline.sip.trunk.TrunkWires;
import gov.nist.core.HostPort;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIP over TCP or TLS on Netty. JAIN-SIP's own TCP gives each connection two threads, has no bound on a header and loses
 * messages when connections are re-used.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A close that fails leaves nothing to do.
final class TcpProcessor extends MessageProcessor {

    private static final Logger LOG = LoggerFactory.getLogger(TcpProcessor.class);
    private static final int CONNECT_MILLIS = 4_000;
    private static final long MESSAGE_MILLIS = 10_000;
    private static final long PONG_MILLIS = 10_000;
    private static final WriteBufferWaterMark UNSENT = new WriteBufferWaterMark(64 << 10, 256 << 10);

    private final Inbound inbound;
    private final Lanes lanes;
    private final LostRequests lost;
    private final TrunkWires wires;
    private final Optional<TlsHandshakes> tls;
    private final AcceptedConnections accepted;
    private final boolean listens;
    private final EventLoopGroup loops;
    private final Map<String, TcpChannel> channels = new ConcurrentHashMap<>();
    private final Map<InetAddress, Integer> connectionsByAddress = new ConcurrentHashMap<>();
    private Channel server;

    /**
     * One port.
     *
     * @param tls what makes it TLS
     * @param accepted shared by all ports
     * @param listens whether others may connect to it
     */
    TcpProcessor(
            SIPTransactionStack stack,
            InetSocketAddress local,
            Inbound inbound,
            Lanes lanes,
            LostRequests lost,
            TrunkWires wires,
            Optional<TlsHandshakes> tls,
            AcceptedConnections accepted,
            boolean listens) {
        super(local.getAddress(), local.getPort(), tls.isPresent() ? "tls" : "tcp", stack);
        this.inbound = inbound;
        this.lanes = lanes;
        this.lost = lost;
        this.wires = wires;
        this.tls = tls;
        this.accepted = accepted;
        this.listens = listens;
        this.loops = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("sip-" + transport, true), NioIoHandler.newFactory());
    }

    @Override
    public void start() throws IOException {
        if (!listens) {
            return;
        }
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

    private void accept(SocketChannel connection) {
        InetSocketAddress peer = connection.remoteAddress();
        if (peer == null) {
            connection.close(); // Gone before it was looked at.
            return;
        }
        if (!isAdmitted(connection, peer.getAddress())) {
            connection.close();
            return;
        }
        TcpChannel channel = TcpChannel.accepted(this, peer, connection);
        channels.put(channel.getKey(), channel);
        if (tls.isPresent()) {
            SslHandler handshake = tls.get().toAccept();
            connection.pipeline().addLast(handshake);
            handshake.handshakeFuture().addListener(done -> {
                if (done.isSuccess()) {
                    tls.get().succeeded(channel, handshake.engine().getSession());
                } else {
                    tls.get().failed(channel, done.cause());
                }
            });
        }
        equip(connection, channel);
    }

    /** One address may not have too many, nor all together; counts it until it is closed. */
    private boolean isAdmitted(SocketChannel connection, InetAddress address) {
        int count = connectionsByAddress.merge(address, 1, Integer::sum);
        connection
                .closeFuture()
                .addListener(
                        _ -> connectionsByAddress.computeIfPresent(address, (_, open) -> open == 1 ? null : open - 1));
        if (count > inbound.limits().connectionsPerAddress()) {
            inbound.counters().count(SipCounter.CONNECTIONS_REFUSED);
            return false;
        }
        if (!accepted.enter()) {
            inbound.counters().count(SipCounter.CONNECTIONS_REFUSED_FULL);
            return false;
        }
        connection.closeFuture().addListener(_ -> accepted.leave());
        return true;
    }

    private void equip(SocketChannel connection, TcpChannel channel) {
        inbound.counters().count(SipCounter.CONNECTIONS_OPENED);
        TcpFramer framer = new TcpFramer(inbound.limits());
        connection
                .pipeline()
                .addLast(new IdleStateHandler(0, 0, inbound.limits().idle().toMillis(), TimeUnit.MILLISECONDS))
                .addLast(framer);
        Duration keepAlive =
                wires.wire(channel.trunk()).map(wire -> wire.keepAlive()).orElse(Duration.ZERO);
        if (!channel.isAccepted() && keepAlive.isPositive()) {
            connection
                    .pipeline()
                    .addLast(new TcpKeepAlive(
                            framer,
                            counters(),
                            tls.isPresent(),
                            lanes.scaledMillis(keepAlive.toMillis()),
                            lanes.scaledMillis(PONG_MILLIS)));
        }
        connection.pipeline().addLast(new TcpConnection(channel, framer, inbound, lanes.scaledMillis(MESSAGE_MILLIS)));
    }

    /** Opens the connection of a channel; the channel hears how it went. */
    void dial(TcpChannel channel) {
        Optional<SslHandler> handshake;
        try {
            handshake = tls.isPresent() ? Optional.of(tls.get().toDial(channel)) : Optional.empty();
        } catch (GeneralSecurityException e) {
            counters().bug(LOG, "making a TLS engine", e);
            loops.execute(() -> channel.disconnected("TLS cannot be started"));
            return;
        }
        new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, connectMillis(channel))
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, UNSENT)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel connection) {
                        handshake.ifPresent(handler -> connection.pipeline().addLast(handler));
                        equip(connection, channel);
                    }
                })
                // The address that trunks know us by, whatever the routing table would choose.
                .connect(channel.remote(), new InetSocketAddress(getIpAddress(), 0))
                .addListener((ChannelFutureListener) opened -> {
                    if (!opened.isSuccess()) {
                        notConnected(channel, opened.cause());
                    } else if (handshake.isPresent()) {
                        shakeHands(channel, opened.channel(), handshake.get());
                    } else {
                        channel.connected(opened.channel());
                    }
                });
    }

    /** A trunk that is on UDP really gets its call by UDP before anybody takes it for dead. */
    private int connectMillis(TcpChannel channel) {
        return wires.largeOverTcp(channel.trunk()) ? CONNECT_MILLIS / 4 : CONNECT_MILLIS;
    }

    /** Nothing is said before the peer has shown who it is. */
    private void shakeHands(TcpChannel channel, Channel connection, SslHandler handshake) {
        handshake.handshakeFuture().addListener(done -> {
            if (done.isSuccess()) {
                tls.orElseThrow().succeeded(channel, handshake.engine().getSession());
                channel.connected(connection);
            } else {
                channel.disconnected(tls.orElseThrow().failed(channel, done.cause()));
                connection.close();
            }
        });
    }

    private void notConnected(TcpChannel channel, Throwable cause) {
        counters().count(SipCounter.CONNECTIONS_FAILED);
        String peer = channel.remote().getAddress().getHostAddress() + " port "
                + channel.remote().getPort();
        channel.disconnected(
                switch (cause) {
                    case ConnectTimeoutException _ -> peer + " does not answer";
                    case ConnectException _ -> peer + " refuses connections";
                    default -> peer + " cannot be reached";
                });
    }

    LostRequests lost() {
        return lost;
    }

    SipCounters counters() {
        return inbound.counters();
    }

    void forget(TcpChannel channel, List<String> aliases) {
        channels.remove(channel.getKey(), channel);
        aliases.forEach(alias -> channels.remove(alias, channel));
    }

    /**
     * Our requests to a port of a trunk may take the connection that it opened, if there is no other (RFC 5923 section 5).
     *
     * @return whether they do from now on
     */
    boolean share(TcpChannel channel, int port) {
        String key =
                MessageChannel.getKey(channel.remote().getAddress(), wires.numbered(channel.trunk(), port), transport);
        return !channels.containsKey(key) && channel.alias(key) && channels.putIfAbsent(key, channel) == null;
    }

    /** A channel to where a peer listens that has connected to us before. */
    TcpChannel toListener(TcpChannel channel, int port) {
        int listening = port > 0 ? port : getDefaultTargetPort();
        return channelTo(channel.remote().getAddress(), wires.numbered(channel.trunk(), listening));
    }

    @Override
    public MessageChannel createMessageChannel(HostPort target) throws IOException {
        return createMessageChannel(target.getInetAddress(), target.getPort());
    }

    @Override
    public MessageChannel createMessageChannel(InetAddress address, int port) throws IOException {
        if (TrunkWires.port(port) <= 0) {
            throw new IOException("no port to dial");
        }
        return channelTo(address, port);
    }

    TcpChannel channelTo(InetAddress address, int hopPort) {
        return channels.computeIfAbsent(
                MessageChannel.getKey(address, hopPort, transport),
                _ -> TcpChannel.toDial(
                        this, new InetSocketAddress(address, TrunkWires.port(hopPort)), hopPort, wires.trunk(hopPort)));
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
        return tls.isPresent() ? 5061 : 5060;
    }

    @Override
    public boolean isSecure() {
        return tls.isPresent();
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
