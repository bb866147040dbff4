package dev.landline.sip.probe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A SIP answer as a probe needs it.
 *
 * @param headers values by name in lower case, in the order in which they came
 */
public record ProbeReply(int status, String phrase, Map<String, List<String>> headers) {

    private static final Pattern STATUS = Pattern.compile("SIP/2\\.0 ([1-6][0-9]{2}) ?(.{0,128}).*");
    private static final int MOST_LINES = 200;

    public ProbeReply {
        headers = Map.copyOf(headers);
    }

    /** Reads the head of a message; empty when it is no SIP answer. */
    public static Optional<ProbeReply> parse(String message) {
        String[] lines = message.split("\r\n\r\n", 2)[0].split("\r\n", MOST_LINES);
        Matcher status = STATUS.matcher(lines[0]);
        if (!status.matches()) {
            return Optional.empty();
        }
        Map<String, List<String>> headers = new HashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                String name = lines[i].substring(0, colon).strip().toLowerCase(Locale.ROOT);
                headers.computeIfAbsent(name, _ -> new ArrayList<>())
                        .add(lines[i].substring(colon + 1).strip());
            }
        }
        String phrase = status.group(2).replaceAll("\\p{Cntrl}", " ").strip();
        return Optional.of(new ProbeReply(Integer.parseInt(status.group(1)), phrase, headers));
    }

    /** Every value of a header. */
    public List<String> all(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    /** The first value of a header. */
    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /** Whether the answer belongs to the request with this Call-ID and CSeq. */
    boolean answers(String callId, String cseq) {
        boolean call =
                first("call-id").or(() -> first("i")).filter(callId::equals).isPresent();
        return call && first("cseq").filter(cseq::equals).isPresent();
    }
}
