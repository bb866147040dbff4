package dev.landline.sip.sdp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The {@code a=} lines of one section by name, read once so that every look-up afterwards is constant. Names are
 * case-sensitive (RFC 8866 section 5.13).
 */
final class AttributeIndex {

    private final Map<String, List<String>> values;

    private AttributeIndex(Map<String, List<String>> values) {
        this.values = values;
    }

    static AttributeIndex of(List<String> lines) {
        Map<String, List<String>> values = new HashMap<>();
        for (String line : lines) {
            if (line.startsWith("a=")) {
                int colon = line.indexOf(':');
                String name = colon < 0 ? line.substring(2) : line.substring(2, colon);
                String value = colon < 0 ? "" : line.substring(colon + 1);
                values.computeIfAbsent(name.strip(), unused -> new ArrayList<>())
                        .add(value.strip());
            }
        }
        values.replaceAll((name, list) -> List.copyOf(list));
        return new AttributeIndex(values);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    Optional<Direction> direction() {
        return Arrays.stream(Direction.values())
                .filter(direction -> has(direction.attribute()))
                .findFirst();
    }

    /** A decimal number from 0 to {@code max} at the start of a text, up to a blank or its end. */
    static OptionalInt number(String text, int max) {
        int end = text.indexOf(' ');
        String digits = end < 0 ? text : text.substring(0, end);
        if (digits.isEmpty() || digits.length() > 9 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return OptionalInt.empty();
        }
        int number = Integer.parseInt(digits);
        return number <= max ? OptionalInt.of(number) : OptionalInt.empty();
    }
}
