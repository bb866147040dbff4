package dev.landline.sip.stack;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A SIP message as text, read and written by hand, so that tests share no code with what they test. */
record SipText(String startLine, List<String> headers, String body) {

    static SipText parse(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n\r\n");
        String[] lines = text.substring(0, end).split("\r\n", -1);
        return new SipText(lines[0], new ArrayList<>(List.of(lines).subList(1, lines.length)), text.substring(end + 4));
    }

    boolean isResponse() {
        return startLine.startsWith("SIP/2.0 ");
    }

    int status() {
        return isResponse() ? Integer.parseInt(startLine.substring(8, 11)) : 0;
    }

    String method() {
        return isResponse() ? header("CSeq").split(" ", -1)[1] : startLine.split(" ", -1)[0];
    }

    String requestUri() {
        return startLine.split(" ", -1)[1];
    }

    /** The first value of a header, or an empty text. */
    String header(String name) {
        return all(name).stream().findFirst().orElse("");
    }

    List<String> all(String name) {
        return headers.stream()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .toList();
    }

    String tag(String name) {
        String value = header(name);
        int at = value.indexOf(";tag=");
        return at < 0 ? "" : value.substring(at + 5).split("[;>]", -1)[0];
    }

    /** The URI between the angle brackets of a header. */
    String uri(String name) {
        String value = header(name);
        return value.substring(value.indexOf('<') + 1, value.indexOf('>'));
    }

    /** An answer to this request with the given To tag and further header lines. */
    String answer(int status, String phrase, String toTag, String extra, String body) {
        StringBuilder out = new StringBuilder("SIP/2.0 " + status + " " + phrase + "\r\n");
        all("Via").forEach(via -> out.append("Via: ").append(via).append("\r\n"));
        out.append("From: ").append(header("From")).append("\r\n");
        String to = header("To");
        out.append("To: ").append(to);
        if (!to.contains(";tag=") && !toTag.isEmpty()) {
            out.append(";tag=").append(toTag);
        }
        out.append("\r\nCall-ID: ").append(header("Call-ID"));
        out.append("\r\nCSeq: ").append(header("CSeq")).append("\r\n");
        out.append(extra);
        if (!body.isEmpty()) {
            out.append("Content-Type: application/sdp\r\n");
        }
        return out + "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }
}
