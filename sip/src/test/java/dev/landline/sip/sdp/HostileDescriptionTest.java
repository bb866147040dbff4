package dev.landline.sip.sdp;

import static dev.landline.sip.sdp.Samples.OUR_BROWSER_SIDE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Descriptions from people who want to break the reader. */
class HostileDescriptionTest {

    private static final BrowserTerms BROWSER = new BrowserTerms(List.of(AudioCodec.values()), true);
    private static final TrunkTerms TRUNK =
            new TrunkTerms(List.of(AudioCodec.values()), true, true, SrtpPolicy.OPTIONAL, 20);
    private static final LocalTrunk OUR_TRUNK_SIDE =
            new LocalTrunk(Samples.OUR_TRUNK_SIDE.rtp(), 88, 1, Optional.of(LocalKeys.random(new SecureRandom())));
    private static final String NOISE = "0123456789 :;=/-.amoctvxAZ\r\n\t\u0000\u007f\u00e9\u0664\ud800";
    private static final List<String> PIECES = List.of(
            "99999999999999999999",
            "-1",
            "a=rtpmap:0 PCMU/0",
            "m=audio 9 RTP/AVP 0",
            "c=IN IP4 0.0.0.0",
            "a=mid:",
            "a=fmtp:111 ;;=;",
            "a=ptime:0",
            "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:=|2^49|1:4 KDR=0",
            "a=fmtp:63 111/111/",
            "a=rtcp:1 IN IP6 ::",
            "\r\n\r\n",
            "a=");

    @Test
    void tenThousandMutantsGiveAValueAndEveryAnswerToThemCanBeReadAgain() {
        Random random = new Random(20_251_121);
        String trunk = OfferAnswer.trunkOffer(OUR_TRUNK_SIDE, TRUNK);
        List<String> samples = List.of(Samples.CHROMIUM, Samples.FIREFOX, trunk);
        int read = 0;
        int usable = 0;
        for (int i = 0; i < 10_000; i++) {
            String mutant = mutant(samples.get(i % samples.size()), random);
            if (SessionDescription.parse(mutant) instanceof Parsed.Ok<SessionDescription>(SessionDescription value)) {
                read++;
                usable += use(value);
            }
        }
        assertTrue(read > 2_000 && read < 9_500, read + " mutants could be read");
        assertTrue(usable > 1_000 && usable < read, usable + " mutants could be used");
    }

    /** Looks through every view and answers what can be answered; how many sides could use the description. */
    private static int use(SessionDescription description) {
        assertEquals(description.lines(), Samples.parse(description.toString()).lines());
        for (MediaSection section : description.media()) {
            section.payloadTypes().forEach(type -> {
                section.rtpMap(type);
                section.formatParameters(type);
            });
            String views = "" + section.direction() + section.fingerprints() + section.setup() + section.mid()
                    + section.rtcpPort() + section.rtcpConnection() + section.ptimeMillis() + section.maxPtimeMillis()
                    + section.connection() + section.candidates() + section.iceUfrag() + section.icePassword();
            assertTrue(views.indexOf('\n') < 0 && views.indexOf('\r') < 0, "no view holds a line end");
        }
        OfferAnswer.readBrowserAnswer(description, BROWSER);
        OfferAnswer.readTrunkAnswer(description, TRUNK);
        int sides = 0;
        if (OfferAnswer.readBrowserOffer(description, BROWSER) instanceof Parsed.Ok<BrowserMedia>(BrowserMedia media)) {
            assertAnswers(description, OfferAnswer.browserAnswer(media, OUR_BROWSER_SIDE));
            sides++;
        }
        if (OfferAnswer.readTrunkOffer(description, TRUNK) instanceof Parsed.Ok<TrunkMedia>(TrunkMedia media)) {
            assertAnswers(description, OfferAnswer.trunkAnswer(media, OUR_TRUNK_SIDE));
            sides++;
        }
        return sides;
    }

    private static void assertAnswers(SessionDescription offer, String answerText) {
        SessionDescription answer = Samples.parse(answerText);
        assertEquals(
                offer.media().stream().map(MediaSection::kind).toList(),
                answer.media().stream().map(MediaSection::kind).toList());
        assertEquals(
                1,
                answer.media().stream().filter(section -> section.port() != 0).count());
    }

    private static String mutant(String sample, Random random) {
        List<String> lines = new ArrayList<>(sample.lines().toList());
        for (int change = random.nextInt(4); change >= 0; change--) {
            int at = random.nextInt(lines.size());
            String line = lines.get(at);
            int column = random.nextInt(line.length() + 1);
            switch (random.nextInt(8)) {
                case 0 -> lines.remove(at);
                case 1 -> lines.add(random.nextInt(lines.size()), line);
                case 2 -> lines.set(at, lines.set(random.nextInt(lines.size()), line));
                case 3 -> lines.set(at, line.substring(0, column));
                case 4 -> lines.set(at, line.substring(0, column) + noise(random) + line.substring(column));
                case 5 ->
                    lines.set(
                            at,
                            line.substring(0, column)
                                    + noise(random)
                                    + line.substring(Math.min(column + 1, line.length())));
                case 6 -> lines.add(at, PIECES.get(random.nextInt(PIECES.size())));
                default -> lines.set(at, line.replaceAll("[0-9]+", PIECES.get(random.nextInt(2))));
            }
        }
        return String.join("\r\n", lines) + "\r\n";
    }

    private static char noise(Random random) {
        return NOISE.charAt(random.nextInt(NOISE.length()));
    }

    static Stream<Arguments> shapes() {
        return Stream.of(
                Arguments.of("attribute lines", "a=x:y\n"),
                Arguments.of("mappings of one payload type", "a=rtpmap:96 PCMU/8000\n"),
                Arguments.of("candidates", "a=candidate:1 1 udp 1 x.local 9 typ host\n"),
                Arguments.of("fingerprints", "a=fingerprint:sha-256 AA\n"),
                Arguments.of("keys", "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + "A".repeat(20) + "\n"),
                Arguments.of("parameters", "a=fmtp:0 " + "a;".repeat(15) + "\n"),
                Arguments.of("blanks", "a=fmtp:0 " + " ".repeat(40) + "x\n"),
                Arguments.of("unknown lines", "y=x\n"),
                Arguments.of("line ends", "\r\n"));
    }

    /** Bytes allocated stand for work done: unlike time they are the same on a busy machine. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void workGrowsWithTheLengthOfTheTextOnly(String name, String repeated) {
        String head = Samples.CHROMIUM;
        int warm = 0;
        for (int i = 0; i < 20; i++) {
            warm += allocatedBytes(head + repeated.repeat(100)) > 0 ? 1 : 0;
        }
        assertEquals(20, warm);
        long none = allocatedBytes(head);
        long some = allocatedBytes(head + repeated.repeat(200)) - none;
        long twice = allocatedBytes(head + repeated.repeat(400)) - none;
        assertTrue(twice < 3 * some + 20_000, name + ": " + some + " bytes, for twice the text " + twice);
    }

    private static long allocatedBytes(String text) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        SessionDescription description = Samples.parse(text);
        OfferAnswer.readBrowserOffer(description, BROWSER);
        OfferAnswer.readTrunkOffer(description, TRUNK);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
