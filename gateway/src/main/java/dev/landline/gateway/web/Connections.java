package dev.landline.gateway.web;

import io.netty.channel.ChannelFuture;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The connections of the public port: how many, from where, and which of them waste our time. Owned by the server's event
 * loop.
 */
final class Connections {

    private final int most;
    private final int mostPerAddress;
    private final WebLimits limits;
    private final WebCounters counters;
    private final LongSupplier nowNanos;
    private final Map<HttpConnection, Open> open = new HashMap<>();
    private final Map<String, Integer> perAddress = new HashMap<>();

    /** Read by metrics from other threads. */
    private volatile int size;

    private static final class Open {
        private final String address;
        private long sinceNanos;
        private int unread;
        private boolean upgraded;

        private Open(String address, long sinceNanos) {
            this.address = address;
            this.sinceNanos = sinceNanos;
        }
    }

    Connections(int most, int mostPerAddress, WebLimits limits, WebCounters counters, LongSupplier nowNanos) {
        this.most = most;
        this.mostPerAddress = mostPerAddress;
        this.limits = limits;
        this.counters = counters;
        this.nowNanos = nowNanos;
    }

    int size() {
        return size;
    }

    /** A new connection; one too many is closed at once. */
    void opened(HttpConnection connection) {
        String address = connection.remoteAddress().hostAddress();
        boolean full = open.size() >= most;
        if (full || perAddress.getOrDefault(address, 0) >= mostPerAddress) {
            counters.add(full ? WebCounter.CONNECTIONS_REFUSED_FULL : WebCounter.CONNECTIONS_REFUSED_ADDRESS);
            cutOff(connection);
            return;
        }
        open.put(connection, new Open(address, nowNanos.getAsLong()));
        perAddress.merge(address, 1, Integer::sum);
        size = open.size();
        connection.closeHandler(_ -> closed(connection));
    }

    /** The connection is gone; saying it twice does no harm. */
    void closed(HttpConnection connection) {
        Open gone = open.remove(connection);
        if (gone != null) {
            perAddress.computeIfPresent(gone.address, (_, count) -> count == 1 ? null : count - 1);
            size = open.size();
        }
    }

    /**
     * Ends the connection without a word. The polite way waits for what is still to be written, and somebody who does not
     * read could make it wait for ever; so the channel is closed below the handlers that would be polite.
     */
    static void cutOff(HttpConnection connection) {
        if (connection instanceof ConnectionBase base) {
            ChannelFuture _ = base.channel().pipeline().firstContext().close();
        } else {
            connection.close();
        }
    }

    /** Whether the request belongs to a connection that was let in. */
    boolean admits(HttpServerRequest request) {
        Open found = open.get(request.connection());
        if (found == null) {
            return false;
        }
        if (found.unread == 0) {
            found.sinceNanos = nowNanos.getAsLong();
        }
        found.unread++;
        return true;
    }

    /** The client has read the answer to its last request. */
    void answered(HttpConnection connection) {
        Open found = open.get(connection);
        if (found != null) {
            found.unread--;
            found.sinceNanos = nowNanos.getAsLong();
        }
    }

    /** From now on the WebSocket watches over itself. */
    void upgraded(HttpConnection connection) {
        Open found = open.get(connection);
        if (found != null) {
            found.upgraded = true;
        }
    }

    /** Closes the connections that have kept us waiting for too long. */
    void sweep() {
        long now = nowNanos.getAsLong();
        List<HttpConnection> idle = open.entrySet().stream()
                .filter(entry -> !entry.getValue().upgraded)
                .filter(entry -> now - entry.getValue().sinceNanos
                        > (entry.getValue().unread > 0 ? limits.answerTimeout() : limits.requestTimeout()).toNanos())
                .map(Map.Entry::getKey)
                .toList();
        for (HttpConnection connection : idle) {
            counters.add(WebCounter.CONNECTIONS_IDLE);
            cutOff(connection);
        }
    }
}
