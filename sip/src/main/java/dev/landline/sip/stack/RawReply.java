package dev.landline.sip.stack;

import dev.landline.sip.stack.RawMessage.Header;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Answers a request that no parser has seen: copies what RFC 3261 section 8.2.6 asks for, and nothing else. */
final class RawReply {

    private static final List<String> ONCE = List.of("from", "to", "call-id", "cseq");
    private static final int MAX_VIAS = 20;

    private RawReply() {}

    /**
     * @param source address and port it came from, for received and rport
     * @param toTag the tag to add to To when it has none
     */
    static byte[] to(RawMessage request, int status, String phrase, InetSocketAddress source, String toTag) {
        return to(request, status, phrase, source, toTag, 0);
    }

    /** @param retryAfterSeconds 0 for no Retry-After */
    static byte[] to(
            RawMessage request,
            int status,
            String phrase,
            InetSocketAddress source,
            String toTag,
            int retryAfterSeconds) {
        StringBuilder out = new StringBuilder(400);
        out.append("SIP/2.0 ").append(status).append(' ').append(phrase).append("\r\n");
        int vias = 0;
        for (Header header : request.headers()) {
            if (header.name().equals("via") && vias < MAX_VIAS) {
                out.append("Via: ").append(clean(vias == 0 ? stamped(header.value(), source) : header.value()));
                out.append("\r\n");
                vias++;
            }
        }
        for (String name : ONCE) {
            request.first(name).ifPresent(value -> {
                out.append(title(name)).append(": ").append(clean(value));
                if (name.equals("to") && !value.contains(";tag=")) {
                    out.append(";tag=").append(toTag);
                }
                out.append("\r\n");
            });
        }
        if (retryAfterSeconds > 0) {
            out.append("Retry-After: ").append(retryAfterSeconds).append("\r\n");
        }
        out.append("Content-Length: 0\r\n\r\n");
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The topmost Via with received, and rport when it was asked for (RFC 3581); only its first value. */
    private static String stamped(String via, InetSocketAddress source) {
        String host = source.getAddress().getHostAddress();
        String with = via.replaceFirst("(?i);\\s*rport(?=\\s*(;|,|$))", ";rport=" + source.getPort());
        int comma = with.indexOf(',');
        String first = comma < 0 ? with : with.substring(0, comma);
        String rest = comma < 0 ? "" : with.substring(comma);
        return (first.contains(";received=") ? first : first + ";received=" + host) + rest;
    }

    private static String clean(String value) {
        return value.replaceAll("\\p{Cntrl}", " ");
    }

    private static String title(String name) {
        return switch (name) {
            case "call-id" -> "Call-ID";
            case "cseq" -> "CSeq";
            case "from" -> "From";
            default -> "To";
        };
    }
}
