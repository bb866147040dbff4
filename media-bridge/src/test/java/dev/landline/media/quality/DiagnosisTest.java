package dev.landline.media.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.media.quality.LegNumbers.Ice;
import dev.landline.media.quality.LegNumbers.Refused;
import dev.landline.media.quality.LegNumbers.Security;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class DiagnosisTest {
    private EngineNumbers engine = EngineNumbers.FINE;
    private final LegFixture browser = LegFixture.browser();
    private final LegFixture trunk = LegFixture.trunk();

    private AudioVerdict verdict() {
        return Diagnosis.of(new MediaFacts(browser.numbers(), trunk.numbers(), engine));
    }

    private void assertVerdict(AudioCause cause, CallEnd end, Fault fault) {
        AudioVerdict verdict = verdict();
        assertEquals(cause, verdict.cause());
        assertEquals(Optional.of(end), verdict.end());
        assertEquals(fault, verdict.fault());
        assertTrue(verdict.isTrouble());
        assertFalse(verdict.sentence().contains("{"), verdict.sentence());
        assertFalse(verdict.remedy().isEmpty());
    }

    @Test
    void aGoodCallIsWell() {
        AudioVerdict verdict = verdict();
        assertEquals(AudioCause.OK, verdict.cause());
        assertEquals(Fault.NOBODY, verdict.fault());
        assertFalse(verdict.isTrouble());
    }

    @Test
    void aCallThatBeginsIsNoTroubleYet() {
        browser.untouched().describedMillis = 1_000;
        browser.ice = Ice.WAITING;
        browser.security = Security.WAITING;
        trunk.untouched().describedMillis = 1_000;
        assertEquals(AudioCause.STARTING, verdict().cause());
        assertFalse(verdict().isTrouble());
    }

    /** The browser has offered, but gets our answer only when somebody answers the call. */
    @Test
    void aBrowserThatWaitsForAnAnswerNeedNotCheck() {
        browser.untouched().ice = Ice.WAITING;
        browser.security = Security.WAITING;
        trunk.untouched().describedMillis = LegNumbers.NEVER;
        assertEquals(AudioCause.STARTING, verdict().cause());
        trunk.describedMillis = 2_000;
        assertEquals(AudioCause.STARTING, verdict().cause());
        trunk.describedMillis = 4_000;
        assertVerdict(AudioCause.NO_CHECKS, CallEnd.CALLER, Fault.NETWORK);
    }

    @Test
    void nobodyAtTheEndsIsNoTrouble() {
        MediaFacts nothing = new MediaFacts(LegNumbers.NOBODY, LegNumbers.NOBODY, EngineNumbers.FINE);
        assertEquals(AudioCause.STARTING, Diagnosis.of(nothing).cause());
    }

    private static Arguments ofBrowser(AudioCause cause, Fault fault, Consumer<LegFixture> change) {
        return Arguments.of(cause, fault, change);
    }

    static Stream<Arguments> faultsOfTheBrowser() {
        return Stream.of(
                ofBrowser(AudioCause.BROWSER_LEFT, Fault.CALLER, leg -> leg.security = Security.CLOSED),
                ofBrowser(AudioCause.CONSENT_LOST, Fault.NETWORK, leg -> leg.ice = Ice.CONSENT_LOST),
                ofBrowser(AudioCause.DTLS_FAILED, Fault.CALLER, leg -> {
                    leg.security = Security.FAILED;
                    leg.securityFailure = "the fingerprint differs";
                }),
                ofBrowser(AudioCause.WRONG_CREDENTIALS, Fault.CALLER, leg -> {
                    leg.untouched().ice = Ice.WAITING;
                    leg.badChecks = LegFixture.NOW;
                }),
                ofBrowser(AudioCause.NO_CHECKS, Fault.NETWORK, leg -> leg.untouched().ice = Ice.WAITING),
                ofBrowser(AudioCause.NOT_NOMINATED, Fault.CALLER, leg -> leg.untouched().ice = Ice.CHECKED),
                ofBrowser(
                        AudioCause.DTLS_NOT_STARTED, Fault.CALLER, leg -> leg.untouched().security = Security.WAITING),
                ofBrowser(
                        AudioCause.DTLS_UNFINISHED, Fault.NETWORK, leg -> leg.untouched().security = Security.RUNNING),
                ofBrowser(AudioCause.WRONG_KEYS, Fault.CALLER, leg -> leg.mute().authentication = LegFixture.NOW),
                ofBrowser(AudioCause.ON_HOLD, Fault.NOBODY, leg -> leg.receives = false),
                ofBrowser(AudioCause.WRONG_CODEC, Fault.CALLER, leg -> leg.mute().unknownPayload = LegFixture.NOW),
                ofBrowser(AudioCause.RTP_STOPPED, Fault.CALLER, leg -> leg.lastMillis = 3_500),
                ofBrowser(AudioCause.NO_MICROPHONE, Fault.CALLER, LegFixture::mute),
                ofBrowser(AudioCause.SILENT_MICROPHONE, Fault.CALLER, leg -> {
                    leg.everHeard = false;
                    leg.silentMillis = 5_000;
                }),
                ofBrowser(AudioCause.NOT_HEARD, Fault.NETWORK, leg -> leg.reports = 0));
    }

    @ParameterizedTest
    @MethodSource("faultsOfTheBrowser")
    void whatIsWrongAtTheBrowserIsFound(AudioCause cause, Fault fault, Consumer<LegFixture> change) {
        change.accept(browser);
        assertVerdict(cause, CallEnd.CALLER, fault);
    }

    static Stream<Arguments> faultsOfTheTrunk() {
        return Stream.of(
                ofBrowser(AudioCause.WRONG_KEYS, Fault.TRUNK, leg -> leg.mute().authentication = LegFixture.NOW),
                ofBrowser(AudioCause.CANNOT_SEND, Fault.TRUNK, leg -> {
                    leg.reachable = false;
                    leg.receives = false;
                }),
                ofBrowser(AudioCause.SEND_REFUSED, Fault.GATEWAY, leg -> leg.failedMillis = 20),
                ofBrowser(AudioCause.ON_HOLD, Fault.NOBODY, leg -> leg.sends = false),
                ofBrowser(AudioCause.ON_HOLD, Fault.NOBODY, leg -> leg.receives = false),
                ofBrowser(AudioCause.FOREIGN_SOURCE, Fault.TRUNK, leg -> leg.mute().foreignSource = LegFixture.NOW),
                ofBrowser(AudioCause.WRONG_CODEC, Fault.TRUNK, leg -> leg.mute().unknownPayload = LegFixture.NOW),
                ofBrowser(AudioCause.NOT_RTP, Fault.TRUNK, leg -> leg.mute().malformed = LegFixture.NOW),
                ofBrowser(AudioCause.NO_RTP, Fault.TRUNK, LegFixture::mute),
                ofBrowser(AudioCause.RTP_STOPPED, Fault.TRUNK, leg -> leg.lastMillis = 3_500),
                ofBrowser(AudioCause.SILENT_TRUNK, Fault.TRUNK, leg -> {
                    leg.everHeard = false;
                    leg.silentMillis = 5_000;
                }),
                ofBrowser(AudioCause.NOT_HEARD, Fault.NETWORK, leg -> leg.peerLossPercent = 100),
                ofBrowser(AudioCause.NOT_HEARD, Fault.NETWORK, leg -> leg.reportsAboutUs = 0),
                ofBrowser(AudioCause.JITTER, Fault.NETWORK, leg -> leg.latePercent = 12),
                ofBrowser(AudioCause.LOSS, Fault.NETWORK, leg -> leg.lossPercent = 12),
                ofBrowser(AudioCause.LOSS_AT_PEER, Fault.NETWORK, leg -> leg.peerLossPercent = 12));
    }

    @ParameterizedTest
    @MethodSource("faultsOfTheTrunk")
    void whatIsWrongAtTheTrunkIsFound(AudioCause cause, Fault fault, Consumer<LegFixture> change) {
        change.accept(trunk);
        assertVerdict(cause, CallEnd.CALLEE, fault);
    }

    @Test
    void whatIsWrongAtTheGatewayIsFound() {
        engine = new EngineNumbers(30, 0, false, false);
        assertEquals(AudioCause.OVERLOADED, verdict().cause());
        engine = new EngineNumbers(0, 1, false, false);
        assertEquals(AudioCause.OVERLOADED, verdict().cause());
        engine = new EngineNumbers(30, 1, true, false);
        assertEquals(AudioCause.NO_PORTS, verdict().cause());
        engine = new EngineNumbers(30, 1, true, true);
        assertEquals(AudioCause.MEDIA_FAILED, verdict().cause());
        assertEquals(Fault.GATEWAY, verdict().fault());
        assertEquals(Optional.empty(), verdict().end());
    }

    @Test
    void detailsStandInTheSentence() {
        trunk.mute().foreignSource = LegFixture.NOW;
        assertTrue(
                verdict().sentence().contains("from 10.0.0.5:5004"), verdict().sentence());
        trunk.foreignSource = Refused.NONE;
        trunk.unknownPayload = LegFixture.NOW;
        assertTrue(verdict().sentence().contains("payload type 18"), verdict().sentence());
        trunk.unknownPayload = Refused.NONE;
        trunk.packets = 10;
        trunk.lastMillis = 10;
        trunk.lossPercent = 12.4;
        assertTrue(verdict().sentence().contains("12 %"), verdict().sentence());
    }

    @Test
    void theCalledBrowserIsNamedAsSuch() {
        LegFixture called = LegFixture.browser();
        called.mute();
        AudioVerdict verdict = Diagnosis.of(new MediaFacts(browser.numbers(), called.numbers(), engine));
        assertEquals(Fault.CALLEE, verdict.fault());
        assertTrue(verdict.sentence().startsWith("The called browser "), verdict.sentence());
    }

    /** Without a path nothing else can be expected of the browser; the trunk's hold counts less. */
    @Test
    void whatStopsMoreCountsFirst() {
        trunk.sends = false;
        trunk.mute();
        trunk.lossPercent = 100;
        assertEquals(AudioCause.ON_HOLD, verdict().cause(), "a trunk on hold is silent for that reason");
        browser.untouched().ice = Ice.WAITING;
        assertEquals(AudioCause.NO_CHECKS, verdict().cause());
        browser.badChecks = LegFixture.NOW;
        assertEquals(AudioCause.WRONG_CREDENTIALS, verdict().cause());
        engine = new EngineNumbers(0, 0, true, false);
        assertEquals(AudioCause.NO_PORTS, verdict().cause());
    }

    @Test
    void refusedPacketsExplainMissingOnes() {
        trunk.mute();
        assertEquals(AudioCause.NO_RTP, verdict().cause());
        trunk.unknownPayload = LegFixture.NOW;
        assertEquals(AudioCause.WRONG_CODEC, verdict().cause());
        trunk.foreignSource = LegFixture.NOW;
        assertEquals(AudioCause.FOREIGN_SOURCE, verdict().cause());
    }

    @Test
    void strangersWhoKnockAtAGoodCallAreNoTrouble() {
        trunk.foreignSource = LegFixture.NOW;
        trunk.unknownPayload = LegFixture.NOW;
        trunk.authentication = LegFixture.NOW;
        trunk.malformed = LegFixture.NOW;
        browser.badChecks = LegFixture.NOW;
        assertEquals(AudioCause.OK, verdict().cause());
    }

    @Test
    void whatIsLongPastIsNotTheReason() {
        trunk.lastMillis = 4_000;
        trunk.foreignSource = new Refused(10, 60_000);
        assertEquals(AudioCause.RTP_STOPPED, verdict().cause());
    }

    @Test
    void somebodyWhoOnlyListensIsNoTroubleForHalfAMinute() {
        browser.silentMillis = 20_000;
        assertEquals(AudioCause.OK, verdict().cause());
        browser.silentMillis = 30_000;
        assertEquals(AudioCause.SILENT_MICROPHONE, verdict().cause());
        browser.level = OptionalInt.empty();
        assertEquals(AudioCause.OK, verdict().cause(), "nobody measures");
    }

    @Test
    void aPeerThatMayPauseMayPause() {
        browser.lastMillis = 10_000;
        browser.mayPause = true;
        assertEquals(AudioCause.OK, verdict().cause());
        browser.mayPause = false;
        assertEquals(AudioCause.RTP_STOPPED, verdict().cause());
    }

    @Test
    void aTrunkWithoutReportsIsNoTrouble() {
        trunk.reports = 0;
        trunk.reportsAboutUs = 0;
        trunk.reportMillis = LegNumbers.NEVER;
        assertEquals(AudioCause.OK, verdict().cause());
    }

    @Test
    void anOldReportSaysNothingOfNow() {
        trunk.peerLossPercent = 100;
        trunk.reportMillis = 40_000;
        assertEquals(AudioCause.OK, verdict().cause());
    }

    @Test
    void oneLostPacketOfAFewIsNoHeavyLoss() {
        trunk.lossPercent = 5;
        trunk.latePercent = 2;
        browser.peerLossPercent = 5;
        assertEquals(AudioCause.OK, verdict().cause());
    }

    @ParameterizedTest
    @EnumSource
    void everyCauseReadsWell(AudioCause cause) {
        assertTrue(cause.code().matches("[a-z]+(-[a-z]+)*"), cause.code());
        assertTrue(cause.sentence().endsWith("."), cause.sentence());
        assertTrue(cause.remedy().isEmpty() || cause.remedy().endsWith("."), cause.remedy());
    }

    @Test
    void codesAreUnique() {
        Set<String> codes = new HashSet<>();
        Arrays.stream(AudioCause.values()).forEach(cause -> assertTrue(codes.add(cause.code()), cause.code()));
    }
}
