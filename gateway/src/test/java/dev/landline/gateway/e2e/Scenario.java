package dev.landline.gateway.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A SIPp scenario as the comment at its top describes it; gateway/src/test/sipp/README.md says how one is written.
 *
 * @param file the scenario
 * @param name the file's name without its ending
 * @param area the folder below the suite's; empty at its top
 * @param sentence what it asserts
 * @param proves the RFC sections that demand it
 * @param keys everything else that the comment says
 */
record Scenario(
        Path file, String name, String area, String sentence, List<RfcSection> proves, Map<String, String> keys) {

    static final String NOBODY = "nobody";
    static final String DEFAULT_NUMBER = "+442079460255";
    static final String DEFAULT_GATEWAY = "usual";

    private static final Set<String> KEYS = Set.of(
            "Proves",
            "Plays",
            "Partner",
            "Number",
            "Caller",
            "Transport",
            "Partner transport",
            "Pause",
            "Pbx",
            "Carrier",
            "Gateway",
            "Options",
            "Keys",
            "Run by");
    private static final Pattern COMMENT = Pattern.compile("<!--(.*?)-->", Pattern.DOTALL);
    private static final Pattern KEY_LINE = Pattern.compile("([A-Z][a-z]+(?: [a-z]+)?): (.+)");
    private static final Set<String> NO_BEHAVIOUR = Set.of("partners");

    /** Which end of a call SIPp plays. */
    enum Plays {
        /** It calls into the gateway, as the trunk {@code pbx}. */
        CALLER,
        /** It is called by the gateway, as the trunk {@code carrier}. */
        CALLED
    }

    /** The folder of all scenarios. */
    static Path folder() {
        return Places.gatewayModule().resolve("src/test/sipp");
    }

    /** Every scenario that proves a behaviour, in the order of areas and names. */
    static List<Scenario> all() throws IOException {
        try (Stream<Path> files = Files.walk(folder())) {
            return files.filter(file -> file.toString().endsWith(".xml"))
                    .filter(file -> !NO_BEHAVIOUR.contains(area(file)))
                    .sorted()
                    .map(Scenario::read)
                    .toList();
        }
    }

    private static String area(Path file) {
        return folder().relativize(file.getParent()).toString();
    }

    /** Reads the comment; an {@link AssertionError} says what is wrong with it. */
    static Scenario read(Path file) {
        try {
            String name = file.getFileName().toString().replaceFirst("\\.xml$", "");
            return parse(file, name, area(file), Files.readString(file));
        } catch (IOException e) {
            throw new AssertionError(file + " cannot be read", e);
        }
    }

    static Scenario parse(Path file, String name, String area, String text) {
        Matcher comment = COMMENT.matcher(text);
        if (!comment.find()) {
            throw wrong(name, "begins with no comment");
        }
        String[] paragraphs = comment.group(1).strip().split("\\R\\s*\\R", 3);
        String sentence = paragraphs[0].strip().replaceAll("\\s+", " ");
        if (paragraphs.length < 2 || !sentence.endsWith(".")) {
            throw wrong(name, "needs a sentence, an empty line, and then its keys");
        }
        Map<String, String> keys = keys(name, paragraphs[1]);
        List<RfcSection> proves = RfcSection.list(keys.getOrDefault("Proves", ""));
        if (proves.isEmpty()) {
            throw wrong(name, "must say 'Proves: RFC 3261 9.1, 15.1.2; RFC 3326 2'");
        }
        Scenario scenario = new Scenario(file, name, area, sentence, proves, keys);
        if (!keys.containsKey("Partner") || !Set.of("caller", "called").contains(keys.getOrDefault("Plays", ""))) {
            throw wrong(name, "must say 'Plays: caller' or 'Plays: called', and who its partner is");
        }
        boolean partnerExists = scenario.partner().map(Files::exists).orElse(true);
        if (!partnerExists) {
            throw wrong(name, "names a partner that is not in the folder partners");
        }
        return scenario;
    }

    private static Map<String, String> keys(String name, String paragraph) {
        Map<String, String> keys = new LinkedHashMap<>();
        String last = "";
        for (String line : paragraph.strip().split("\\R", -1)) {
            Matcher matcher = KEY_LINE.matcher(line.strip());
            if (matcher.matches()) {
                last = matcher.group(1);
                if (!KEYS.contains(last)) {
                    throw wrong(name, "has the key '" + last + "'; known are " + KEYS);
                }
                keys.put(last, matcher.group(2).strip());
            } else if (last.isEmpty()) {
                throw wrong(name, "has a line that is no key: " + line);
            } else {
                keys.merge(last, line.strip(), (before, more) -> before + " " + more);
            }
        }
        return keys;
    }

    private static AssertionError wrong(String name, String sentence) {
        return new AssertionError(name + ".xml " + sentence + " (gateway/src/test/sipp/README.md)");
    }

    /** Another test runs it, because it needs more than a partner. */
    Optional<String> runBy() {
        return Optional.ofNullable(keys.get("Run by"));
    }

    Plays plays() {
        return Plays.valueOf(keys.get("Plays").toUpperCase(Locale.ROOT));
    }

    /** The scenario at the other side of the gateway; empty when nobody is there. */
    Optional<Path> partner() {
        String partner = keys.get("Partner");
        return partner.equals(NOBODY) || runBy().isPresent()
                ? Optional.empty()
                : Optional.of(folder().resolve("partners").resolve(partner + ".xml"));
    }

    /** The number that is dialled. */
    String number() {
        return keys.getOrDefault("Number", DEFAULT_NUMBER);
    }

    /** The number that calls. */
    String caller() {
        return keys.getOrDefault("Caller", GatewayFile.CALLER);
    }

    /** How one end of the call speaks. */
    Sipp.Transport transport(Plays end) {
        String key = end == plays() ? "Transport" : "Partner transport";
        return Sipp.Transport.valueOf(keys.getOrDefault(key, "udp").toUpperCase(Locale.ROOT));
    }

    /** Lines inside the block of the trunk that this end is. */
    String trunkLines(Plays end) {
        return keys.getOrDefault(end == Plays.CALLER ? "Pbx" : "Carrier", "");
    }

    /** False when the caller's address belongs to no trunk. */
    boolean callerIsTrunk() {
        return !trunkLines(Plays.CALLER).equals("none");
    }

    Duration pause() {
        return Duration.ofMillis(Long.parseLong(keys.getOrDefault("Pause", "200")));
    }

    /** SIPp's options for this scenario alone. */
    List<String> options() {
        return words(keys.getOrDefault("Options", ""), " ");
    }

    /** Further words for both ends, as SIPp's option -key takes them: name, value, name, value. */
    List<String> words() {
        return words(keys.getOrDefault("Keys", ""), "; ").stream()
                .flatMap(word -> Stream.of(word.split("=", 2)))
                .toList();
    }

    private static List<String> words(String text, String between) {
        return text.isEmpty() ? List.of() : List.of(text.split(between, -1));
    }

    /** Which gateway it runs against: a file in the folder gateways. */
    String gateway() {
        return keys.getOrDefault("Gateway", DEFAULT_GATEWAY);
    }

    /** The path as the table shows it. */
    String shown() {
        return area.isEmpty() ? name : area + "/" + name;
    }
}
