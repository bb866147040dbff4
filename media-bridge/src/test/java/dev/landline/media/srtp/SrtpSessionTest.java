package dev.landline.media.srtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SrtpSessionTest {
    private static final int SSRC = 0x12345678;

    private SrtpSession sender;
    private SrtpSession receiver;

    @BeforeAll
    static void chooseCiphers() throws GeneralSecurityException {
        SrtpSession.warmUp(1);
    }

    private void open(SrtpProfile profile) throws GeneralSecurityException {
        byte[] exported = new byte[profile.keyingBytes()];
        new Random(3).nextBytes(exported);
        sender = new SrtpSession(SrtpKeys.fromDtls(profile, exported.clone(), false), SSRC);
        receiver = new SrtpSession(SrtpKeys.fromDtls(profile, exported, true), 99);
    }

    private static byte[] rtp(int sequence, int ssrc) {
        ByteBuffer packet = ByteBuffer.allocate(12 + 80 + SrtpSession.OVERHEAD_BYTES);
        packet.put((byte) 0x80)
                .put((byte) 111)
                .putShort((short) sequence)
                .putInt(sequence * 960)
                .putInt(ssrc);
        for (int i = 0; i < 80; i++) {
            packet.put((byte) i);
        }
        return packet.array();
    }

    private byte[] sent(int sequence) {
        byte[] packet = rtp(sequence, SSRC);
        int length = sender.protectRtp(packet, 0, 92);
        return Arrays.copyOf(packet, length);
    }

    private int receive(byte[] packet) {
        return receiver.unprotectRtp(packet.clone(), 0, packet.length, 0);
    }

    @ParameterizedTest
    @EnumSource
    void whatOneSideProtectsTheOtherReads(SrtpProfile profile) throws GeneralSecurityException {
        open(profile);
        byte[] packet = sent(7);
        byte[] plain = rtp(7, SSRC);
        assertFalse(Arrays.equals(plain, 12, 92, packet, 12, 92), "the payload is encrypted");
        assertEquals(92, receiver.unprotectRtp(packet, 0, packet.length, 0));
        assertArrayEquals(Arrays.copyOf(plain, 92), Arrays.copyOf(packet, 92));
    }

    @ParameterizedTest
    @EnumSource
    void aReplayedPacketIsRefused(SrtpProfile profile) throws GeneralSecurityException {
        open(profile);
        byte[] packet = sent(1000);
        assertEquals(92, receive(packet));
        assertEquals(SrtpSession.REPLAYED, receive(packet));
        for (int sequence = 1001; sequence < 1200; sequence++) {
            assertEquals(92, receive(sent(sequence)));
        }
        assertEquals(SrtpSession.REPLAYED, receive(packet), "older than the window");
    }

    @ParameterizedTest
    @EnumSource
    void aTamperedPacketIsRefusedAndSpoilsNothing(SrtpProfile profile) throws GeneralSecurityException {
        open(profile);
        byte[] first = sent(1);
        for (int i = 0; i < first.length; i++) {
            byte[] changed = first.clone();
            changed[i] ^= 1;
            assertFalse(receiver.unprotectRtp(changed, 0, changed.length, i * 1_000_000_000L) >= 0, "byte " + i);
        }
        assertEquals(92, receiver.unprotectRtp(first, 0, first.length, 1_000_000_000_000L));
    }

    @ParameterizedTest
    @EnumSource
    void theSequenceNumberMayWrapAround(SrtpProfile profile) throws GeneralSecurityException {
        open(profile);
        for (int sequence = 65_000; sequence < 66_200; sequence++) {
            assertEquals(92, receive(sent(sequence & 0xffff)), "packet " + sequence);
        }
    }

    @ParameterizedTest
    @EnumSource
    void rtcpIsProtectedToo(SrtpProfile profile) throws GeneralSecurityException {
        open(profile);
        ByteBuffer report = ByteBuffer.allocate(8 + SrtpSession.OVERHEAD_BYTES);
        report.put((byte) 0x80).put((byte) 201).putShort((short) 1).putInt(SSRC);
        int length = sender.protectRtcp(report.array(), 0, 8);
        byte[] packet = Arrays.copyOf(report.array(), length);
        assertEquals(8, receiver.unprotectRtcp(packet.clone(), 0, length, 0));
        assertEquals(SrtpSession.REPLAYED, receiver.unprotectRtcp(packet.clone(), 0, length, 0));
        packet[length - 1] ^= 1;
        assertFalse(receiver.unprotectRtcp(packet, 0, length, 0) >= 0);
    }

    @ParameterizedTest
    @EnumSource
    void inventedSourcesCannotKeepUsDerivingKeys(SrtpProfile profile) throws GeneralSecurityException {
        open(profile);
        assertEquals(92, receive(sent(1)));
        int refusedUnseen = 0;
        for (int ssrc = 1; ssrc <= 100; ssrc++) {
            byte[] packet = Arrays.copyOf(rtp(1, ssrc), 108);
            if (receive(packet) == SrtpSession.TOO_MANY_SOURCES) {
                refusedUnseen++;
            }
        }
        assertEquals(100 - 7, refusedUnseen, "one of the burst of eight went to the real source");
        assertEquals(92, receive(sent(2)), "the real source goes on");
    }

    @ParameterizedTest
    @EnumSource
    void garbageOfEveryLengthIsAValue(SrtpProfile profile) throws GeneralSecurityException {
        open(profile);
        Random random = new Random(5);
        for (int length = 0; length < 200; length++) {
            byte[] garbage = new byte[length];
            random.nextBytes(garbage);
            assertFalse(receiver.unprotectRtp(garbage, 0, length, length * 1_000_000_000L) >= 0);
            assertFalse(receiver.unprotectRtcp(garbage, 0, length, length * 1_000_000_000L) >= 0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void newKeysGoOnWithTheRollOverCounterOfTheOld(SrtpProfile profile) throws GeneralSecurityException {
        open(profile);
        rollOver();
        SrtpKeys[] others = keysOf(profile, 4);
        carryOn(others);
        for (int sequence = 100; sequence < 110; sequence++) {
            assertEquals(92, receive(sent(sequence)));
        }
        SrtpSession late = new SrtpSession(others[1], 99);
        byte[] packet = sent(110);
        assertEquals(SrtpSession.AUTHENTICATION_FAILED, late.unprotectRtp(packet, 0, packet.length, 0));
    }

    /** The change falls onto the roll-over itself. */
    @ParameterizedTest
    @EnumSource
    void newKeysMayComeJustWhereTheSequenceWraps(SrtpProfile profile) throws GeneralSecurityException {
        open(profile);
        for (int sequence = 65_500; sequence < 65_536; sequence++) {
            assertEquals(92, receive(sent(sequence)));
        }
        carryOn(keysOf(profile, 5));
        for (int sequence = 0; sequence < 10; sequence++) {
            assertEquals(92, receive(sent(sequence)));
        }
    }

    /** Many count from 0 again; one packet is lost to finding out. */
    @ParameterizedTest
    @EnumSource
    void aPeerThatBeginsItsCounterAnewWithNewKeysIsUnderstood(SrtpProfile profile) throws GeneralSecurityException {
        open(profile);
        rollOver();
        SrtpKeys[] others = keysOf(profile, 6);
        SrtpSession next = new SrtpSession(others[1], 99);
        next.carryOn(receiver);
        receiver = next;
        sender = new SrtpSession(others[0], SSRC);
        assertEquals(SrtpSession.AUTHENTICATION_FAILED, receive(sent(100)));
        assertEquals(92, receive(sent(101)));
        assertEquals(92, receive(sent(102)));
    }

    @ParameterizedTest
    @EnumSource
    void oldKeysOpenNothingAfterTheChange(SrtpProfile profile) throws GeneralSecurityException {
        open(profile);
        assertEquals(92, receive(sent(1)));
        byte[] old = sent(2);
        carryOn(keysOf(profile, 7));
        assertEquals(SrtpSession.AUTHENTICATION_FAILED, receive(old));
        assertEquals(92, receive(sent(3)));
    }

    @Test
    void onlyRtpHasTheShortTag() throws GeneralSecurityException {
        open(SrtpProfile.AES_CM_128_HMAC_SHA1_32);
        assertEquals(92 + 4, sent(1).length);
        byte[] report = new byte[28 + SrtpSession.OVERHEAD_BYTES];
        report[0] = (byte) 0x80;
        report[1] = (byte) 200;
        report[3] = 6;
        assertEquals(28 + 4 + 10, sender.protectRtcp(report, 0, 28));
    }

    @Test
    void keysAreComparedByWhatTheyAre() {
        SrtpKeys one = keysOf(SrtpProfile.AEAD_AES_128_GCM, 8)[0];
        assertTrue(one.isSameAs(keysOf(SrtpProfile.AEAD_AES_128_GCM, 8)[0]));
        assertFalse(one.isSameAs(keysOf(SrtpProfile.AEAD_AES_128_GCM, 9)[0]));
        assertFalse(keysOf(SrtpProfile.AES_CM_128_HMAC_SHA1_80, 8)[0].isSameAs(
                keysOf(SrtpProfile.AES_CM_128_HMAC_SHA1_32, 8)[0]));
    }

    @Test
    void browsersAreNotOfferedTheShortTag() {
        assertFalse(SrtpProfile.OVER_DTLS.contains(SrtpProfile.AES_CM_128_HMAC_SHA1_32));
    }

    private void rollOver() {
        for (int sequence = 65_500; sequence < 65_536 + 100; sequence++) {
            assertEquals(92, receive(sent(sequence & 0xffff)));
        }
    }

    /** Of the sender and of the receiver. */
    private static SrtpKeys[] keysOf(SrtpProfile profile, int seed) {
        byte[] exported = new byte[profile.keyingBytes()];
        new Random(seed).nextBytes(exported);
        return new SrtpKeys[] {
            SrtpKeys.fromDtls(profile, exported.clone(), false), SrtpKeys.fromDtls(profile, exported, true)
        };
    }

    private void carryOn(SrtpKeys[] others) throws GeneralSecurityException {
        SrtpSession nextSender = new SrtpSession(others[0], SSRC);
        nextSender.carryOn(sender);
        sender.close();
        sender = nextSender;
        SrtpSession nextReceiver = new SrtpSession(others[1], 99);
        nextReceiver.carryOn(receiver);
        receiver.close();
        receiver = nextReceiver;
    }
}
