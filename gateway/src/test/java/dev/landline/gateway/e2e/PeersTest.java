package dev.landline.gateway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The far ends against each other, without the gateway: what they measure can be trusted. */
class PeersTest {

    private static final double AMPLITUDE = 0.5;

    @ParameterizedTest
    @EnumSource(Law.class)
    void sippCallsBaresipAndBothHearTheOthersTone(Law law) throws Exception {
        FarEnd desk = FarEnd.baresip(6, Sipp.Transport.UDP, law);
        InetSocketAddress caller = new InetSocketAddress(InetAddress.getByName("127.0.0.2"), Ports.free());
        try (Baresip baresip = Baresip.start(desk, false, 700, AMPLITUDE);
                RtpPeer sound = new RtpPeer(caller.getAddress(), law)) {
            sound.play(1100, AMPLITUDE);
            try (Sipp sipp = Sipp.scenario("caller-talks-until-the-browser-hangs-up")
                    .on(caller, Sipp.Transport.UDP)
                    .sound(sound)
                    .from("+442079460002")
                    .calls(desk.number(), desk.address())
                    .start()) {
                baresip.await("CALL_INCOMING");
                baresip.answer();
                baresip.await("CALL_ESTABLISHED");
                sound.assertHears(700, AMPLITUDE);
                baresip.assertHears(1100, AMPLITUDE);
                assertEquals(Set.of(law.payloadType), sound.payloadTypes());
                baresip.hangUp();
                sipp.assertSucceeds();
            }
        }
    }

    @Test
    void aPeerReadsTheDigitsThatAnotherSends() throws Exception {
        InetAddress address = InetAddress.getByName("127.0.0.2");
        try (RtpPeer left = new RtpPeer(address, Law.PCMU);
                RtpPeer right = new RtpPeer(address, Law.PCMU)) {
            left.sendTo(new InetSocketAddress(address, right.port()));
            left.play(500, AMPLITUDE);
            left.press('7', 120);
            left.press('#', 250);
            right.assertHears(500, AMPLITUDE);
            Await.until(
                    "two digits", Duration.ofSeconds(3), () -> right.digits().size() == 2);
            Await.until(
                    "their ends",
                    Duration.ofSeconds(3),
                    () -> right.digits().stream().allMatch(digit -> digit.endPackets() == 3));
            List<HeardDigit> digits = right.digits();
            assertEquals('7', digits.get(0).digit());
            assertEquals(120, digits.get(0).millis(8000));
            assertEquals('#', digits.get(1).digit());
            assertEquals(250, digits.get(1).millis(8000));
            assertTrue(digits.get(1).packets() >= 13);
        }
    }

    @Test
    void aToneIsMeasuredToATenthOfAHertzAndDecibel() {
        for (double hertz : new double[] {302.7, 440, 1004, 3001.3}) {
            Tone tone = Tone.of(Wav.sine(8000, hertz, 0.25, 1).samples(), 8000);
            assertEquals(hertz, tone.hertz(), 0.1);
            assertEquals(Tone.sineLevel(0.25), tone.levelDbfs(), 0.1);
            assertTrue(tone.purity() > 0.999, tone::toString);
        }
    }
}
