package dev.landline.gateway.e2e;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A section of an RFC, such as RFC 3261 9.1.
 *
 * @param section numbers with dots between
 */
record RfcSection(int rfc, String section) implements Comparable<RfcSection> {

    private static final Pattern LIST = Pattern.compile("RFC ([0-9]{4,5}) ((?:[0-9]+(?:\\.[0-9]+)*(?:, )?)+)");

    /** Reads {@code RFC 3261 9.1, 15.1; RFC 3326 2}; empty when it is written otherwise. */
    static List<RfcSection> list(String text) {
        List<RfcSection> sections = new ArrayList<>();
        for (String part : text.split("; ", -1)) {
            Matcher matcher = LIST.matcher(part);
            if (!matcher.matches()) {
                return List.of();
            }
            for (String section : matcher.group(2).split(", ", -1)) {
                sections.add(new RfcSection(Integer.parseInt(matcher.group(1)), section));
            }
        }
        return sections;
    }

    private static List<Integer> numbers(String section) {
        return Arrays.stream(section.split("\\.", -1)).map(Integer::valueOf).toList();
    }

    @Override
    public int compareTo(RfcSection other) {
        Comparator<RfcSection> byRfc = Comparator.comparingInt(RfcSection::rfc);
        return byRfc.thenComparing(one -> numbers(one.section()), RfcSection::compareNumbers)
                .compare(this, other);
    }

    private static int compareNumbers(List<Integer> one, List<Integer> other) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            int difference = one.get(i).compareTo(other.get(i));
            if (difference != 0) {
                return difference;
            }
        }
        return Integer.compare(one.size(), other.size());
    }

    @Override
    public String toString() {
        return "RFC " + rfc + " " + section;
    }
}
