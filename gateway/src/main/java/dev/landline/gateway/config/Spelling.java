package dev.landline.gateway.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which known key a mistyped one was meant to be. */
final class Spelling {

    private Spelling() {}

    static Optional<String> nearest(String typed, Collection<String> known) {
        return known.stream()
                .filter(name -> distance(plain(typed), plain(name)) <= Math.max(1, typed.length() / 4))
                .min(Comparator.comparingInt((String name) -> distance(plain(typed), plain(name)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** udpPort, udp_port and udp-port are the same word to a person. */
    private static String plain(String name) {
        return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }

    /** Edits from one word to the other; two neighbours swapped are one edit. */
    private static int distance(String from, String to) {
        int[][] edits = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    edits[i][j] = i + j;
                    continue;
                }
                int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
                edits[i][j] = Math.min(edits[i - 1][j - 1] + change, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
                if (i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1)) {
                    edits[i][j] = Math.min(edits[i][j], edits[i - 2][j - 2] + 1);
                }
            }
        }
        return edits[from.length()][to.length()];
    }
}
