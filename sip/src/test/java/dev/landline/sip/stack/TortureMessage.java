package dev.landline.sip.stack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A message of RFC 4475 or RFC 5118, from src/test/resources/torture. Lines that begin with # say why it is there, and with
 * #: what it deserves over each transport. {@code <hex>} and {@code <repeat count=N>} are the RFC's own notation; {T} is
 * the transport and {LENGTH} the length of the body.
 *
 * @param verdicts status, {@code served} or {@code silence}, by {@code udp}, {@code tcp} and {@code browser}
 */
record TortureMessage(String name, Map<String, String> verdicts, String text) {

    private static final Pattern NOTATION =
            Pattern.compile("<hex>([0-9A-F]+)</hex>|<repeat count=([0-9]+)>([^<]*)</repeat>");

    static List<TortureMessage> all() throws IOException, URISyntaxException {
        Path folder = Path.of(TortureMessage.class.getResource("/torture").toURI());
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".sip"))
                    .sorted()
                    .map(file -> read(folder, file))
                    .toList();
        }
    }

    private static TortureMessage read(Path folder, Path file) {
        try {
            StringBuilder text = new StringBuilder();
            Map<String, String> verdicts = new TreeMap<>();
            boolean head = true;
            for (String line : Files.readString(file).split("\n", -1)) {
                if (head && line.startsWith("#:")) {
                    String[] words = line.substring(2).strip().split(" ", -1);
                    List<String> transports = words[0].equals("trunk") ? List.of("udp", "tcp") : List.of(words[0]);
                    transports.forEach(transport -> verdicts.put(transport, words[1]));
                } else if (!head || !line.startsWith("#")) {
                    head = false;
                    text.append(line).append("\r\n");
                }
            }
            // The file's last line break is not the message's.
            String name = folder.relativize(file).toString().replaceFirst("\\.sip$", "");
            return new TortureMessage(name, verdicts, text.substring(0, text.length() - 2));
        } catch (IOException e) {
            throw new AssertionError(file + " cannot be read", e);
        }
    }

    /** The message as it goes over this transport. */
    byte[] bytes(String transport) {
        byte[] plain = expanded(
                text.replace("{T}", transport.equals("browser") ? "WS" : transport.toUpperCase(java.util.Locale.ROOT)));
        String latin = new String(plain, StandardCharsets.ISO_8859_1);
        int body = latin.indexOf("\r\n\r\n") + 4;
        return latin.replace("{LENGTH}", Integer.toString(latin.length() - body))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] expanded(String notation) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Matcher matcher = NOTATION.matcher(notation);
        int at = 0;
        while (matcher.find()) {
            out.writeBytes(notation.substring(at, matcher.start()).getBytes(StandardCharsets.UTF_8));
            out.writeBytes(
                    matcher.group(1) != null
                            ? HexFormat.of().parseHex(matcher.group(1))
                            : matcher.group(3)
                                    .repeat(Integer.parseInt(matcher.group(2)))
                                    .getBytes(StandardCharsets.UTF_8));
            at = matcher.end();
        }
        out.writeBytes(notation.substring(at).getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    @Override
    public String toString() {
        return name;
    }
}
