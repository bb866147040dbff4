package dev.landline.gateway.web;

/** What the public port counts. */
public enum WebCounter {
    REQUESTS("landline_http_requests", "Requests to the public port"),
    BAD_REQUESTS("landline_http_bad_requests", "Requests that were not HTTP or too long"),
    NOT_FOUND("landline_http_not_found", "Requests for something that is not there"),
    CONNECTIONS_REFUSED_FULL("landline_http_connections_refused_full", "Connections closed: the gateway has enough"),
    CONNECTIONS_REFUSED_ADDRESS(
            "landline_http_connections_refused_address", "Connections closed: their address has enough"),
    CONNECTIONS_IDLE("landline_http_connections_idle", "Connections closed because they said nothing in time"),
    TOKENS_GIVEN("landline_tokens_given", "Tokens given for a user name and a password"),
    TOKENS_REFUSED("landline_tokens_refused", "Requests for a token that were refused"),
    WIDGET_TOKENS_GIVEN("landline_widget_tokens_given", "Tokens given to visitors of pages with the widget"),
    WIDGET_TOKENS_REFUSED("landline_widget_tokens_refused", "Requests of pages for a widget's token that were refused"),
    SOCKETS_OPENED("landline_websocket_opened", "WebSockets accepted"),
    SOCKETS_REFUSED_ORIGIN("landline_websocket_refused_origin", "WebSockets refused: the page's origin is not ours"),
    SOCKETS_REFUSED_PROTOCOL("landline_websocket_refused_protocol", "WebSockets refused: not the sub-protocol sip"),
    SOCKETS_REFUSED_HANDSHAKE("landline_websocket_refused_handshake", "WebSockets refused: broken upgrade requests"),
    SOCKETS_DEAD("landline_websocket_dead", "WebSockets closed because nothing came from them, not even a pong"),
    SOCKETS_FAILED("landline_websocket_failed", "WebSockets closed because a message broke the gateway's own code"),
    MESSAGES_RECEIVED("landline_websocket_messages_received", "WebSocket messages received"),
    MESSAGES_TOO_BIG("landline_websocket_messages_too_big", "WebSockets closed for a message above the size bound"),
    MESSAGES_IN_PIECES("landline_websocket_messages_in_pieces", "WebSockets closed for a message of too many frames"),
    FRAMES_BROKEN("landline_websocket_frames_broken", "WebSockets closed for breaking the framing rules"),
    MESSAGES_SENT("landline_websocket_messages_sent", "WebSocket messages sent"),
    MESSAGES_NOT_SENT("landline_websocket_messages_not_sent", "Messages dropped: the reader is too slow"),
    READERS_SLOW("landline_websocket_readers_slow", "WebSockets closed: they ask and do not read the answers"),
    CERTIFICATES_RELOADED("landline_tls_certificates_reloaded", "Changed certificates taken into use"),
    CERTIFICATES_REFUSED("landline_tls_certificates_refused", "Changed certificates that could not be used");

    private final String metric;
    private final String help;

    WebCounter(String metric, String help) {
        this.metric = metric;
        this.help = help;
    }

    /** Name without the {@code _total} that Prometheus adds. */
    public String metric() {
        return metric;
    }

    public String help() {
        return help;
    }
}
