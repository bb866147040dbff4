package dev.landline.sip.stack;

import dev.landline.sip.stack.RawMessage.Cut;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks at a message before any parser or transaction does. JAIN-SIP accepts duplicate singletons, lying or negative
 * Content-Lengths and foreign versions; two parsers that read such a message differently are a smuggling hole.
 */
final class SanityFilter {

    private static final List<String> MANDATORY = List.of("via", "from", "to", "call-id", "cseq");
    private static final List<String> SINGLE = List.of(
            "from", "to", "call-id", "cseq", "max-forwards", "content-length", "content-type", "refer-to", "replaces");
    private static final long MAX_CSEQ = 0x7fff_ffffL;
    private static final int MAX_CALL_ID = 256;
    /** What makes or moves a dialog has one way back. */
    private static final Set<String> ONE_CONTACT = Set.of("INVITE", "UPDATE", "SUBSCRIBE", "NOTIFY", "REFER");

    private static final List<String> ADDRESSES = List.of("from", "to");
    private static final Pattern SPACES = Pattern.compile("[ \\t]+");
    private static final Pattern STATUS_LINE = Pattern.compile("SIP/2\\.0 [1-6][0-9][0-9]( .*)?");
    private static final Pattern REQUEST_LINE = Pattern.compile("[^ ]+ [^ ]+ SIP/[0-9.]+");
    /** What was meant as a request line: it has a method and a version, so its sender can be told. */
    private static final Pattern ANY_REQUEST_LINE = Pattern.compile("[^ ]+ +[^ ].* SIP/[0-9.]+ *");

    private static final Pattern SENT_PROTOCOL = Pattern.compile("\\s*SIP\\s*/\\s*2\\.0\\s*/\\s*([^\\s/]+)\\s.*");
    private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");

    /** What becomes of a message. */
    sealed interface Verdict {
        /**
         * Sane.
         *
         * @param bodyLength bytes of body that belong to it; what follows is not part of the message
         */
        record Accept(RawMessage message, int bodyLength, String callId) implements Verdict {}

        /** A request that is answered without a transaction and goes no further. */
        record Refuse(RawMessage message, int status, String phrase, SipCounter counter) implements Verdict {}

        /** Nothing that could be answered. */
        record Drop(SipCounter counter) implements Verdict {}
    }

    private SanityFilter() {}

    /**
     * Judges one message.
     *
     * @param wire the transport it came over: {@code udp}, {@code tcp} or {@code ws} (which stands for wss too)
     */
    static Verdict check(byte[] bytes, SipLimits limits, String wire) {
        return switch (RawMessage.cut(bytes, limits.headers())) {
            case Cut.Garbage _ -> new Verdict.Drop(SipCounter.DROPPED_GARBAGE);
            case Cut.Broken broken -> {
                SipCounter counter =
                        broken.why().startsWith("too many") ? SipCounter.REFUSED_HEADERS : SipCounter.REFUSED_MALFORMED;
                yield refuse(broken.readable(), 400, "Bad Request: " + broken.why(), counter);
            }
            case Cut.Whole whole -> check(whole.message(), bytes.length, limits, wire);
        };
    }

    private static Verdict check(RawMessage message, int length, SipLimits limits, String wire) {
        String line = message.startLine();
        boolean response = message.isResponse();
        if (response
                ? !STATUS_LINE.matcher(line).matches()
                : !ANY_REQUEST_LINE.matcher(line).matches()) {
            return new Verdict.Drop(SipCounter.DROPPED_GARBAGE);
        }
        if (!response && !REQUEST_LINE.matcher(line).matches()) {
            return refuse(message, 400, "Bad Request: the request line", SipCounter.REFUSED_MALFORMED);
        }
        if (!response && !line.endsWith(" SIP/2.0")) {
            return refuse(message, 505, "SIP Version Not Supported", SipCounter.REFUSED_VERSION);
        }
        if (length > limits.messageBytes()) {
            return refuse(message, 513, "Message Too Large", SipCounter.REFUSED_SIZE);
        }
        String fault = fault(message, length, wire);
        if (!fault.isEmpty()) {
            return refuse(message, 400, "Bad Request: " + fault, SipCounter.REFUSED_MALFORMED);
        }
        if (!response && number(message.first("max-forwards").orElse("70")).orElse(70) == 0) {
            return refuse(message, 483, "Too Many Hops", SipCounter.REFUSED_HOPS);
        }
        int body = message.first("content-length").map(Integer::parseInt).orElse(length - message.bodyOffset());
        return new Verdict.Accept(message, body, message.first("call-id").orElseThrow());
    }

    /** What is wrong with the headers, for a person; empty when nothing is. */
    private static String fault(RawMessage message, int length, String wire) {
        for (String name : MANDATORY) {
            if (message.first(name).orElse("").isEmpty()) {
                return "missing " + name;
            }
        }
        for (String name : SINGLE) {
            if (message.count(name) > 1) {
                return "more than one " + name;
            }
        }
        if (message.first("call-id").orElseThrow().length() > MAX_CALL_ID) {
            return "Call-ID too long";
        }
        String cseq = cseqFault(message);
        if (!cseq.isEmpty()) {
            return cseq;
        }
        if (!message.isResponse()) {
            String via = message.first("via").orElseThrow();
            if (!viaMatches(via, wire)) {
                return "Via names another transport";
            }
            if (message.count("contact") > 1 && ONE_CONTACT.contains(message.method())) {
                return "more than one contact";
            }
            for (String name : ADDRESSES) {
                if (isAmbiguous(message.first(name).orElseThrow())) {
                    return name + " is no address";
                }
            }
            OptionalLong hops = number(message.first("max-forwards").orElse("70"));
            if (hops.isEmpty() || hops.getAsLong() > 255) {
                return "Max-Forwards is no number from 0 to 255";
            }
        }
        return lengthFault(message, length);
    }

    private static String cseqFault(RawMessage message) {
        String[] parts = SPACES.split(message.first("cseq").orElseThrow(), -1);
        if (parts.length != 2 || number(parts[0]).orElse(MAX_CSEQ + 1) > MAX_CSEQ) {
            return "CSeq is no number and method";
        }
        if (!message.isResponse() && !parts[1].equals(message.method())) {
            return "CSeq names another method";
        }
        return "";
    }

    private static String lengthFault(RawMessage message, int length) {
        String written = message.first("content-length").orElse("");
        if (written.isEmpty()) {
            return message.count("content-length") == 0 ? "" : "Content-Length is empty";
        }
        OptionalLong declared = number(written);
        if (declared.isEmpty()) {
            return "Content-Length is no number";
        }
        return declared.getAsLong() > length - message.bodyOffset() ? "Content-Length is longer than the message" : "";
    }

    /** A response goes back over what the Via names: one that lies would make us dial out. */
    private static boolean viaMatches(String via, String wire) {
        Matcher matcher = SENT_PROTOCOL.matcher(via);
        if (!matcher.matches()) {
            return false;
        }
        String transport = matcher.group(1).toLowerCase(Locale.ROOT);
        return wire.equals("ws") ? transport.equals("ws") || transport.equals("wss") : transport.equals(wire);
    }

    /** A comma outside of quotes makes two addresses of one; a space in the brackets could be anything. */
    private static boolean isAmbiguous(String address) {
        int open = QUOTED.matcher(address)
                .replaceAll(quoted -> "q".repeat(quoted.group().length()))
                .indexOf('<');
        if (open < 0) {
            return false;
        }
        int close = address.indexOf('>', open);
        String name = QUOTED.matcher(address.substring(0, open)).replaceAll("");
        return name.indexOf(',') >= 0
                || close < 0
                || address.substring(open, close).chars().anyMatch(c -> c == ' ' || c == '\t');
    }

    private static OptionalLong number(String text) {
        if (text.isEmpty() || text.length() > 10 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(text));
    }

    private static Verdict refuse(RawMessage message, int status, String phrase, SipCounter counter) {
        boolean request = ANY_REQUEST_LINE.matcher(message.startLine()).matches();
        // Answers and ACK are never answered; without a Via there is nobody to answer.
        if (!request || message.method().equals("ACK") || message.count("via") == 0) {
            return new Verdict.Drop(SipCounter.DROPPED_GARBAGE);
        }
        return new Verdict.Refuse(message, status, phrase, counter);
    }
}
