package dev.landline.bench.load;

import dev.landline.media.codec.OpusChoice;
import dev.landline.media.srtp.SrtpProfile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the command line asks for.
 *
 * @param calls how many calls to carry, one measurement each
 * @param find search from each of these numbers for the highest that is carried well
 * @param rounds how often each number is measured, the engines in turn
 * @param seconds how long to measure
 * @param settleSeconds how long to wait before
 * @param warmSeconds how long to wait beside that before an engine's first measurement
 * @param stall stop the engine for 150 ms after each measurement
 * @param opus which Opus the engine uses
 * @param loops how many media loops; 0 for as many as the engine likes
 * @param telephoneBand browsers send a telephone's band, as our answers ask them to when the trunk has no more
 * @param profile which SRTP the browsers offer
 * @param also options of the Java machine for a second engine of ours, in turn with the usual one
 * @param rtpengine a program to load in turn with ours, call number by call number
 * @param report where to write the report as Markdown
 * @param chart where to draw the measurements
 */
record LoadOptions(
        List<Integer> calls,
        boolean find,
        int rounds,
        double seconds,
        double settleSeconds,
        double warmSeconds,
        boolean stall,
        OpusChoice opus,
        int loops,
        boolean telephoneBand,
        SrtpProfile profile,
        Optional<List<String>> also,
        Optional<Path> rtpengine,
        Optional<Path> report,
        Optional<Path> chart) {
    static final String USAGE = """
            usage: bench/call-load [option ...] CALLS ...
              CALLS                a number of calls; each is held and measured in turn
              --find               search from CALLS for the highest number that is carried well, in steps of half of it
              --rounds N           measure each number so often, engines in turn; medians count (1)
              --seconds S          how long to measure (10)
              --settle S           how long to wait before (3)
              --warm S             how long to wait beside that before an engine's first measurement (15): the JIT works
                                   at first, and jitter is remembered for 16 s
              --stall              then stop the engine for 150 ms and watch its latency recover
              --opus NAME          native, concentus or auto (auto)
              --telephone          browsers send Landline a telephone's band, as its answers ask Chromium to (rtpengine's
                                   do not); without it, all engines get the full band
              --srtp NAME          gcm or cm (gcm)
              --loops N            media loops (0: as many as the engine likes)
              --rtpengine FILE     load this rtpengine, too, in turn with ours
              --also OPTIONS       load a second engine of ours, too, with these further options of the Java machine
              --report FILE        write the report as Markdown
              --chart FILE         draw the measurements as SVG
            """;

    static LoadOptions parse(List<String> arguments) {
        return new Parser(arguments.iterator()).parse();
    }

    private static final class Parser {
        private final Iterator<String> words;
        private final List<Integer> calls = new ArrayList<>();
        private boolean find;
        private int rounds = 1;
        private double seconds = 10;
        private double settleSeconds = 3;
        private double warmSeconds = 15;
        private boolean stall;
        private OpusChoice opus = OpusChoice.AUTO;
        private int loops;
        private boolean telephoneBand;
        private SrtpProfile profile = SrtpProfile.AEAD_AES_128_GCM;
        private Optional<List<String>> also = Optional.empty();
        private Optional<Path> rtpengine = Optional.empty();
        private Optional<Path> report = Optional.empty();
        private Optional<Path> chart = Optional.empty();

        Parser(Iterator<String> words) {
            this.words = words;
        }

        LoadOptions parse() {
            while (words.hasNext()) {
                take(words.next());
            }
            if (calls.isEmpty()) {
                throw new IllegalArgumentException("how many calls?");
            }
            return new LoadOptions(
                    List.copyOf(calls),
                    find,
                    rounds,
                    seconds,
                    settleSeconds,
                    warmSeconds,
                    stall,
                    opus,
                    loops,
                    telephoneBand,
                    profile,
                    also,
                    rtpengine,
                    report,
                    chart);
        }

        private void take(String word) {
            switch (word) {
                case "--find" -> find = true;
                case "--rounds" -> rounds = number(word, value(word));
                case "--seconds" -> seconds = Double.parseDouble(value(word));
                case "--settle" -> settleSeconds = Double.parseDouble(value(word));
                case "--warm" -> warmSeconds = Double.parseDouble(value(word));
                case "--stall" -> stall = true;
                case "--telephone" -> telephoneBand = true;
                case "--opus" -> opus = OpusChoice.valueOf(value(word).toUpperCase(Locale.ROOT));
                case "--srtp" -> profile = profile(value(word));
                case "--loops" -> loops = Integer.parseInt(value(word));
                case "--also" -> also = Optional.of(List.of(value(word).strip().split("\\s+")));
                case "--rtpengine" -> rtpengine = Optional.of(Path.of(value(word)));
                case "--report" -> report = Optional.of(Path.of(value(word)));
                case "--chart" -> chart = Optional.of(Path.of(value(word)));
                default -> calls.add(number("not an option and not", word));
            }
        }

        private String value(String option) {
            if (!words.hasNext()) {
                throw new IllegalArgumentException(option + " needs a value");
            }
            return words.next();
        }
    }

    private static int number(String what, String word) {
        if (!word.matches("[1-9][0-9]{0,3}")) {
            throw new IllegalArgumentException(what + " a number from 1 to 9999: " + word);
        }
        return Integer.parseInt(word);
    }

    private static SrtpProfile profile(String name) {
        return switch (name) {
            case "gcm" -> SrtpProfile.AEAD_AES_128_GCM;
            case "cm" -> SrtpProfile.AES_CM_128_HMAC_SHA1_80;
            default -> throw new IllegalArgumentException("SRTP is gcm or cm, not " + name);
        };
    }
}
