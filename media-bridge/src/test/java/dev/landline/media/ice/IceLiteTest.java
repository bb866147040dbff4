package dev.landline.media.ice;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IceLiteTest {
    private static final IceCredentials OURS = new IceCredentials("ourUfrag", "our-password-of-24-chars");
    private static final IceCredentials FRESH = new IceCredentials("freshUfr", "new-password-of-24-chars");
    private static final String USERNAME = "ourUfrag:theirs";
    private static final byte[] TRANSACTION = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    private static final long SECOND = 1_000_000_000L;

    private final IceLite ice = new IceLite(OURS);

    private static InetSocketAddress address(int port) {
        return new InetSocketAddress("192.0.2.7", port);
    }

    private IceReply receive(byte[] packet, int port, long nowNanos) {
        StunParse parse = StunCodec.parse(packet, 0, packet.length);
        BindingRequest request =
                assertInstanceOf(StunParse.Binding.class, parse).request();
        return ice.onRequest(request, address(port), nowNanos);
    }

    private static byte[] check(boolean useCandidate) {
        return StunWriter.check(TRANSACTION, USERNAME, useCandidate)
                .integrity(OURS.password())
                .fingerprint();
    }

    private static int errorCode(byte[] response) {
        assertEquals(0x0111, ByteBuffer.wrap(response).getShort(0));
        assertEquals(0x0009, ByteBuffer.wrap(response).getShort(20));
        return (response[26] & 7) * 100 + response[27];
    }

    @Test
    void anAuthenticCheckIsAnsweredWithTheAddressItCameFrom() {
        ice.expect("theirs");
        IceReply reply = receive(check(false), 4711, 0);
        assertEquals(IceOutcome.VALIDATED, reply.outcome());
        ByteBuffer response = ByteBuffer.wrap(reply.response());
        assertEquals(0x0101, response.getShort(0));
        assertArrayEquals(TRANSACTION, Arrays.copyOfRange(reply.response(), 8, 20));
        assertEquals(0x0020, response.getShort(20), "XOR-MAPPED-ADDRESS first");
        assertEquals(4711 ^ 0x2112, response.getShort(26) & 0xffff);
        assertSignedByUs(reply.response());
    }

    /** Writes the same response by hand and compares: length, padding, signature and fingerprint. */
    private static void assertSignedByUs(byte[] response) {
        byte[] body = Arrays.copyOfRange(response, 20, response.length - 32);
        StunWriter writer = StunWriter.successResponse(TRANSACTION);
        int type = ByteBuffer.wrap(body).getShort(0);
        byte[] expected = writer.attribute(type, Arrays.copyOfRange(body, 4, body.length))
                .integrity(OURS.password())
                .fingerprint();
        assertArrayEquals(expected, response);
    }

    private static byte[] checkAfterRestart(boolean useCandidate) {
        return StunWriter.check(TRANSACTION, "freshUfr:again", useCandidate)
                .integrity(FRESH.password())
                .fingerprint();
    }

    private void restart() {
        ice.expect("theirs");
        receive(check(true), 1000, 0);
        ice.restart(FRESH);
        ice.expect("again");
    }

    @Test
    void afterARestartBothCredentialsCountUntilTheBrowserNominatesWithTheNewOnes() {
        restart();
        assertEquals(FRESH, ice.credentials());
        assertEquals(IceOutcome.REFRESHED, receive(check(true), 1000, 1).outcome());
        assertEquals(
                IceOutcome.VALIDATED, receive(checkAfterRestart(false), 2000, 2).outcome());
        assertEquals(address(1000), ice.selected(), "sound flows where it did");
        assertEquals(IceOutcome.REFRESHED, receive(check(true), 1000, 3).outcome());
        assertEquals(
                IceOutcome.NOMINATED, receive(checkAfterRestart(true), 2000, 4).outcome());
        assertEquals(address(2000), ice.selected());
        IceReply late = receive(check(true), 1000, 5);
        assertEquals(IceOutcome.REFUSED, late.outcome());
        assertEquals(401, errorCode(late.response()));
        assertEquals(address(2000), ice.selected());
    }

    @Test
    void eachCheckAfterARestartIsToldApartByItsOwnPassword() {
        restart();
        byte[] crossed = StunWriter.check(TRANSACTION, "freshUfr:again", true)
                .integrity(OURS.password())
                .fingerprint();
        assertEquals(IceOutcome.REFUSED, receive(crossed, 3000, 1).outcome());
        byte[] mixed = StunWriter.check(TRANSACTION, "freshUfr:theirs", true)
                .integrity(FRESH.password())
                .fingerprint();
        assertEquals(IceOutcome.REFUSED, receive(mixed, 3000, 2).outcome());
        assertEquals(address(1000), ice.selected());
    }

    @Test
    void aRestartThatTheBrowserHasNotDescribedYetWaits() {
        ice.expect("theirs");
        receive(check(true), 1000, 0);
        ice.restart(FRESH);
        assertEquals(IceOutcome.EARLY, receive(checkAfterRestart(true), 2000, 1).outcome());
        assertEquals(IceOutcome.REFRESHED, receive(check(true), 1000, 2).outcome());
    }

    @Test
    void aRestartOnTheSameAddressKeepsIt() {
        restart();
        assertEquals(
                IceOutcome.REFRESHED, receive(checkAfterRestart(true), 1000, 1).outcome());
        assertEquals(IceOutcome.REFUSED, receive(check(true), 1000, 2).outcome());
        assertEquals(address(1000), ice.selected());
    }

    @Test
    void useCandidateMovesWhereWeSend() {
        ice.expect("theirs");
        receive(check(false), 1000, 0);
        assertNull(ice.selected());
        assertEquals(IceOutcome.NOMINATED, receive(check(true), 1000, 1).outcome());
        assertEquals(address(1000), ice.selected());
        assertEquals(IceOutcome.REFRESHED, receive(check(true), 1000, 2).outcome());
        assertEquals(IceOutcome.NOMINATED, receive(check(true), 2000, 3).outcome());
        assertEquals(address(2000), ice.selected());
        assertTrue(ice.isValidated(address(1000)));
    }

    @Test
    void aWrongPasswordChangesNothingAndIsNotAmplified() {
        ice.expect("theirs");
        byte[] packet =
                StunWriter.check(TRANSACTION, USERNAME, true).integrity("guess").fingerprint();
        IceReply reply = receive(packet, 1000, 0);
        assertEquals(IceOutcome.REFUSED, reply.outcome());
        assertEquals(401, errorCode(reply.response()));
        assertTrue(reply.response().length <= packet.length);
        assertNull(ice.selected());
        assertFalse(ice.isValidated(address(1000)));
    }

    @Test
    void aCheckWithoutIntegrityGets400() {
        ice.expect("theirs");
        byte[] packet = StunWriter.check(TRANSACTION, USERNAME, true).fingerprint();
        IceReply reply = receive(packet, 1000, 0);
        assertEquals(IceOutcome.REFUSED, reply.outcome());
        assertEquals(400, errorCode(reply.response()));
        assertTrue(reply.response().length <= packet.length);
    }

    @Test
    void aWrongRemoteUfragIsRefusedEvenWithOurPassword() {
        ice.expect("theirs");
        byte[] packet = StunWriter.check(TRANSACTION, "ourUfrag:other", true)
                .integrity(OURS.password())
                .fingerprint();
        assertEquals(IceOutcome.REFUSED, receive(packet, 1000, 0).outcome());
        assertNull(ice.selected());
    }

    @Test
    void beforeTheAnswerIsKnownAuthenticChecksAreLeftUnanswered() {
        IceReply reply = receive(check(true), 1000, 0);
        assertEquals(IceOutcome.EARLY, reply.outcome());
        assertEquals(0, reply.response().length);
        assertNull(ice.selected());
    }

    @Test
    void whatStandsBehindMessageIntegrityIsIgnored() {
        ice.expect("theirs");
        byte[] packet = StunWriter.check(TRANSACTION, USERNAME, false)
                .integrity(OURS.password())
                .attribute(0x0025, new byte[0])
                .fingerprint();
        assertEquals(IceOutcome.VALIDATED, receive(packet, 1000, 0).outcome());
        assertNull(ice.selected());
    }

    @Test
    void aPeerThatAlsoClaimsToBeControlledGets487() {
        ice.expect("theirs");
        byte[] packet = StunWriter.bindingRequest(TRANSACTION)
                .attribute(0x0006, USERNAME.getBytes(US_ASCII))
                .attribute(0x8029, new byte[8])
                .attribute(0x0024, new byte[4])
                .integrity(OURS.password())
                .fingerprint();
        IceReply reply = receive(packet, 1000, 0);
        assertEquals(IceOutcome.CONFLICT, reply.outcome());
        assertEquals(487, errorCode(reply.response()));
        assertFalse(ice.isValidated(address(1000)));
    }

    @Test
    void anAttributeThatMustBeUnderstoodAndIsNotGets420() {
        ice.expect("theirs");
        byte[] packet = StunWriter.check(TRANSACTION, USERNAME, true)
                .attribute(0x7ABC, new byte[4])
                .integrity(OURS.password())
                .fingerprint();
        IceReply reply = receive(packet, 1000, 0);
        assertEquals(IceOutcome.CONFLICT, reply.outcome());
        assertEquals(420, errorCode(reply.response()));
        assertNull(ice.selected());
    }

    @Test
    void consentEndsThirtySecondsAfterTheLastCheck() {
        ice.expect("theirs");
        receive(check(true), 1000, SECOND);
        receive(check(false), 1000, 10 * SECOND);
        assertFalse(ice.isConsentLost(40 * SECOND));
        assertTrue(ice.isConsentLost(40 * SECOND + 1));
    }

    @Test
    void consentIsNotMissedBeforeTheBrowserBegan() {
        ice.expect("theirs");
        receive(check(false), 1000, 0);
        assertFalse(ice.isConsentLost(999 * SECOND));
    }

    @Test
    void addressesAreBoundedAndTheSelectedOneStays() {
        ice.expect("theirs");
        receive(check(true), 1, 0);
        for (int port = 2; port <= IceLite.MOST_ADDRESSES; port++) {
            assertEquals(Optional.empty(), receive(check(false), port, port).dropped());
        }
        IceReply reply = receive(check(false), 99, 99);
        assertEquals(Optional.of(address(2)), reply.dropped());
        assertTrue(ice.isValidated(address(1)));
        assertFalse(ice.isValidated(address(2)));
    }

    @Test
    void addressesWithoutChecksExpireButTheSelectedOneDoesNot() {
        ice.expect("theirs");
        receive(check(true), 1, 0);
        receive(check(false), 2, 0);
        assertEquals(Optional.empty(), ice.expireOne(30 * SECOND));
        assertEquals(Optional.of(address(2)), ice.expireOne(30 * SECOND + 1));
        assertEquals(Optional.empty(), ice.expireOne(30 * SECOND + 1));
    }

    @Test
    void theRehearsalAnswersItself() {
        IceRehearsal.run();
    }

    @Test
    void credentialsAreLongEnoughAndDiffer() {
        IceCredentials one = IceCredentials.random();
        IceCredentials other = IceCredentials.random();
        assertTrue(one.ufrag().length() >= 4 && one.password().length() >= 22, "RFC 8839 section 5.4");
        assertTrue((one.ufrag() + one.password()).matches("[A-Za-z0-9+/]+"));
        assertFalse(one.ufrag().equals(other.ufrag()) || one.password().equals(other.password()));
        assertFalse(one.toString().contains(one.password()));
    }
}
