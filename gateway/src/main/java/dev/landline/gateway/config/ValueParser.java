package dev.landline.gateway.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** From a HOCON value to ours: one small parser per kind of value. */
@FunctionalInterface
interface ValueParser<T> {

    Parsed<T> parse(ConfigValue value);

    Pattern HOST_NAME = Pattern.compile("(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
            + "(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");

    /** Text; a number is taken as it is written, so that {@code strip}ped zeros and PINs survive. */
    static ValueParser<String> text() {
        return value -> switch (value.valueType()) {
            case STRING, NUMBER, BOOLEAN -> Parsed.good(raw(value));
            case OBJECT, LIST, NULL -> Parsed.bad("must be text");
        };
    }

    static ValueParser<String> matching(Pattern pattern, String sentence) {
        return text().then(text ->
                pattern.matcher(text).matches() ? Parsed.good(text) : Parsed.bad(refused(text, sentence)));
    }

    static ValueParser<Integer> integer(int from, int to) {
        String sentence = "must be a whole number from " + from + " to " + to;
        return text().then(text -> {
            try {
                int number = Integer.parseInt(text.strip());
                return number >= from && number <= to ? Parsed.good(number) : Parsed.bad(refused(text, sentence));
            } catch (NumberFormatException _) {
                return Parsed.bad(refused(text, sentence));
            }
        });
    }

    static ValueParser<Boolean> flag() {
        return text().then(text -> switch (text) {
            case "true", "yes", "on" -> Parsed.good(true);
            case "false", "no", "off" -> Parsed.good(false);
            default -> Parsed.bad(refused(text, "must be true or false"));
        });
    }

    /** A duration with its unit, as in {@code 250ms}, {@code 4s}, {@code 2h}. */
    static ValueParser<Duration> duration(Duration from, Duration to) {
        String sentence = "must be a time with its unit, such as 4s or 2h, from " + words(from) + " to " + words(to);
        return value -> {
            if (value.valueType() != ConfigValueType.STRING) {
                return Parsed.bad(refused(raw(value), sentence));
            }
            try {
                Duration duration = value.atKey("value").getDuration("value");
                boolean within = duration.compareTo(from) >= 0 && duration.compareTo(to) <= 0;
                return within ? Parsed.good(duration) : Parsed.bad(refused(raw(value), sentence));
            } catch (ConfigException _) {
                return Parsed.bad(refused(raw(value), sentence));
            }
        };
    }

    /** A literal address; names are not looked up, so that a start never hangs on DNS. */
    static ValueParser<InetAddress> address() {
        return text().then(text -> {
            try {
                return Parsed.good(InetAddress.ofLiteral(text));
            } catch (IllegalArgumentException _) {
                return Parsed.bad(refused(text, "must be a numeric IP address"));
            }
        });
    }

    /** {@code 192.0.2.1}, {@code 192.0.2.1:53}, {@code [2001:db8::1]:53}: a literal address, perhaps with a port. */
    static ValueParser<InetSocketAddress> endpoint(int standardPort) {
        String sentence = "must be a numeric IP address, perhaps with a port, such as 192.0.2.53:53";
        return text().then(text -> {
            boolean bracketed = text.startsWith("[") && text.contains("]");
            int colon = text.lastIndexOf(':');
            boolean withPort = colon > 0 && (bracketed ? text.indexOf(']') < colon : text.indexOf(':') == colon);
            String host = withPort ? text.substring(0, colon) : text;
            try {
                int port = withPort ? Integer.parseInt(text.substring(colon + 1)) : standardPort;
                return Parsed.good(new InetSocketAddress(
                        InetAddress.ofLiteral(bracketed ? host.substring(1, host.length() - 1) : host), port));
            } catch (IllegalArgumentException _) {
                return Parsed.bad(refused(text, sentence));
            }
        });
    }

    /** A literal address, or {@code auto}: the address this machine speaks to the outside with. */
    static ValueParser<InetAddress> ownAddress() {
        return value -> raw(value).equals("auto")
                ? Parsed.good(OwnAddress.find())
                : address().parse(value);
    }

    /** A host name or a literal address. */
    static ValueParser<String> host() {
        return text().then(text -> {
            boolean named = HOST_NAME.matcher(text).matches() && !text.matches("[0-9.]+"); // 10.0.0.999 is no host name
            return named || address().parse(literal(text)) instanceof Parsed.Good
                    ? Parsed.good(text)
                    : Parsed.bad(refused(text, "must be a host name or an IP address"));
        });
    }

    static <T> ValueParser<T> choice(Map<String, T> choices) {
        List<String> names = choices.keySet().stream().sorted().toList();
        return text().then(text -> choices.containsKey(text)
                ? Parsed.good(choices.get(text))
                : Parsed.bad(refused(text, "must be one of " + String.join(", ", names))));
    }

    /** A list of at most 1000 items, each parsed by {@code item}, none twice. */
    static <T> ValueParser<List<T>> list(ValueParser<T> item) {
        return value -> {
            if (!(value instanceof ConfigList values)) {
                return Parsed.bad("must be a list in square brackets");
            }
            if (values.size() > 1000) {
                return Parsed.bad("has " + values.size() + " items; at most 1000 are read");
            }
            List<T> items = new ArrayList<>();
            for (ConfigValue one : values) {
                switch (item.parse(one)) {
                    case Parsed.Bad<T>(String sentence) -> {
                        return Parsed.bad("item " + (items.size() + 1) + " " + sentence);
                    }
                    case Parsed.Good<T>(T good)
                    when items.contains(good) -> {
                        return Parsed.bad("names '" + good + "' twice");
                    }
                    case Parsed.Good<T>(T good) -> items.add(good);
                }
            }
            return Parsed.good(List.copyOf(items));
        };
    }

    /** This parser, then a check or a conversion of its result. */
    default <R> ValueParser<R> then(Function<T, Parsed<R>> next) {
        return value -> switch (parse(value)) {
            case Parsed.Good<T>(T good) -> next.apply(good);
            case Parsed.Bad<T>(String sentence) -> Parsed.bad(sentence);
        };
    }

    private static String raw(ConfigValue value) {
        return switch (value.valueType()) {
            case STRING, NUMBER, BOOLEAN -> value.atKey("value").getString("value");
            case OBJECT, LIST, NULL -> value.valueType().name().toLowerCase(Locale.ROOT);
        };
    }

    private static ConfigValue literal(String text) {
        return ConfigValueFactory.fromAnyRef(text);
    }

    private static String refused(String text, String sentence) {
        String shown = text.length() > 60 ? text.substring(0, 60) + "..." : text;
        return sentence + ", not '" + shown + "'";
    }

    private static String words(Duration duration) {
        return duration.toHours() > 0
                ? duration.toHours() + "h"
                : duration.toSeconds() > 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }
}
