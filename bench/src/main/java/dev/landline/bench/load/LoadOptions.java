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
 * @param seconds how long to measure
 * @param settleSeconds how long to wait before
 * @param stall stop the engine for 150 ms after each measurement
 * @param opus which Opus the engine uses
 * @param loops how many media loops; 0 for as many as the engine likes
 * @param profile which SRTP the browsers offer
 * @param rtpengine a program to load in turn with ours, call number by call number
 * @param chart where to draw the measurements
 */
record LoadOptions(
        List<Integer> calls,
        double seconds,
        double settleSeconds,
        boolean stall,
        OpusChoice opus,
        int loops,
        SrtpProfile profile,
        Optional<Path> rtpengine,
        Optional<Path> chart) {
    static final String USAGE = """
            usage: bench/call-load [option ...] CALLS ...
              CALLS                a number of calls; each is held and measured in turn
              --seconds S          how long to measure (10)
              --settle S           how long to wait before (3)
              --stall              then stop the engine for 150 ms and watch its latency recover
              --opus NAME          native, concentus or auto (auto)
              --srtp NAME          gcm or cm (gcm)
              --loops N            media loops (0: as many as the engine likes)
              --rtpengine FILE     load this rtpengine, too, in turn with ours
              --chart FILE         draw the measurements as SVG
            """;

    static LoadOptions parse(List<String> arguments) {
        List<Integer> calls = new ArrayList<>();
        double seconds = 10;
        double settleSeconds = 3;
        boolean stall = false;
        OpusChoice opus = OpusChoice.AUTO;
        int loops = 0;
        SrtpProfile profile = SrtpProfile.AEAD_AES_128_GCM;
        Optional<Path> rtpengine = Optional.empty();
        Optional<Path> chart = Optional.empty();
        Iterator<String> words = arguments.iterator();
        while (words.hasNext()) {
            String word = words.next();
            switch (word) {
                case "--seconds" -> seconds = Double.parseDouble(value(word, words));
                case "--settle" -> settleSeconds = Double.parseDouble(value(word, words));
                case "--stall" -> stall = true;
                case "--opus" -> opus = OpusChoice.valueOf(value(word, words).toUpperCase(Locale.ROOT));
                case "--srtp" -> profile = profile(value(word, words));
                case "--loops" -> loops = Integer.parseInt(value(word, words));
                case "--rtpengine" -> rtpengine = Optional.of(Path.of(value(word, words)));
                case "--chart" -> chart = Optional.of(Path.of(value(word, words)));
                default -> calls.add(calls(word));
            }
        }
        if (calls.isEmpty()) {
            throw new IllegalArgumentException("how many calls?");
        }
        return new LoadOptions(
                List.copyOf(calls), seconds, settleSeconds, stall, opus, loops, profile, rtpengine, chart);
    }

    private static String value(String option, Iterator<String> words) {
        if (!words.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return words.next();
    }

    private static int calls(String word) {
        if (!word.matches("[1-9][0-9]{0,3}")) {
            throw new IllegalArgumentException("not an option and not a number of calls from 1 to 9999: " + word);
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
