package dev.landline.media.srtp;

import java.security.GeneralSecurityException;
import org.jitsi.srtp.SrtcpCryptoContext;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpCryptoContext;
import org.jitsi.srtp.SrtpErrorStatus;
import org.jitsi.srtp.SrtpPolicy;
import org.jitsi.srtp.crypto.Aes;

/**
 * SRTP and SRTCP of one leg (RFC 3711, RFC 7714), in place in the caller's arrays. We send with one SSRC for the whole
 * call; what the peer sends is told apart by SSRC, each with its own roll-over counter and replay window.
 *
 * <p>Made on a DTLS thread, because deriving keys takes up to a millisecond; then owned by the media loop.
 */
public final class SrtpSession implements AutoCloseable {
    /** Room that must follow a packet that is to be protected: the longest tag and SRTCP's index. */
    public static final int OVERHEAD_BYTES = 20;

    /** The packet's tag is wrong: not from the peer, or changed on its way. */
    public static final int AUTHENTICATION_FAILED = -1;

    /** Seen before, or older than the replay window. */
    public static final int REPLAYED = -2;

    /** Not an RTP or RTCP packet at all. */
    public static final int MALFORMED = -3;

    /** From an SSRC never heard, of which too many came lately: not looked at. */
    public static final int TOO_MANY_SOURCES = -4;

    private final SrtpContextFactory sending;
    private final SrtpContextFactory receiving;
    private SrtpCryptoContext sendRtp;
    private final SrtcpCryptoContext sendRtcp;
    private final int localSsrc;
    private final PacketIndex sent = new PacketIndex();
    private final ReceiveContexts receive = new ReceiveContexts();
    private final PacketBuffer packet = new PacketBuffer();

    /**
     * @param localSsrc the SSRC we send with, as an unsigned 32-bit value
     * @throws GeneralSecurityException when the JDK lacks the ciphers
     */
    public SrtpSession(SrtpKeys keys, long localSsrc) throws GeneralSecurityException {
        SrtpPolicy rtp = rtpPolicy(keys.profile());
        SrtpPolicy rtcp = rtcpPolicy(keys.profile());
        // Copies, because closing wipes them.
        sending = new SrtpContextFactory(
                true, keys.localKey().clone(), keys.localSalt().clone(), rtp, rtcp, SilentLogger.INSTANCE);
        receiving = new SrtpContextFactory(
                false, keys.remoteKey().clone(), keys.remoteSalt().clone(), rtp, rtcp, SilentLogger.INSTANCE);
        this.localSsrc = (int) localSsrc;
        sendRtp = sending.deriveContext((int) localSsrc, 0);
        sendRtcp = sending.deriveControlContext((int) localSsrc);
    }

    private static SrtpPolicy rtpPolicy(SrtpProfile profile) {
        return switch (profile) {
            case AEAD_AES_128_GCM ->
                new SrtpPolicy(SrtpPolicy.AESGCM_ENCRYPTION, 16, SrtpPolicy.NULL_AUTHENTICATION, 0, 16, 12);
            case AES_CM_128_HMAC_SHA1_80 -> counterMode(10);
            case AES_CM_128_HMAC_SHA1_32 -> counterMode(4);
        };
    }

    /** The short tag is for RTP alone (RFC 4568 section 6.2.2). */
    private static SrtpPolicy rtcpPolicy(SrtpProfile profile) {
        return profile == SrtpProfile.AES_CM_128_HMAC_SHA1_32 ? counterMode(10) : rtpPolicy(profile);
    }

    private static SrtpPolicy counterMode(int tagBytes) {
        return new SrtpPolicy(SrtpPolicy.AESCM_ENCRYPTION, 16, SrtpPolicy.HMACSHA1_AUTHENTICATION, 20, tagBytes, 14);
    }

    /**
     * Takes over from a session of the same leg whose keys were changed: the streams go on, and their roll-over counters
     * with them, because new keys never set those back (RFC 3711 section 3.3.1). Runs on the media loop; derives keys
     * anew only in a call that has sent 65536 packets.
     */
    public void carryOn(SrtpSession before) {
        receive.expect(before.receive);
        if (!before.sent.isStarted()) {
            return;
        }
        int next = before.sent.rollOverOf((before.sent.sequence() + 1) & 0xffff);
        sent.begin(before.sent.sequence(), before.sent.rollOver());
        if (next > 0) {
            try {
                sendRtp = sending.deriveContext(localSsrc, next);
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException("ciphers that were there are gone", impossible);
            }
        }
    }

    /**
     * Chooses the JDK's ciphers and runs each profile once. Without it the first call would stop its media loop for
     * seconds while the library measures every installed provider.
     *
     * @throws GeneralSecurityException when the JDK lacks the ciphers
     */
    public static void warmUp(int packets) throws GeneralSecurityException {
        Aes.setFactoryClassName("SunJCE");
        for (SrtpProfile profile : SrtpProfile.OVER_DTLS) {
            byte[] zeros = new byte[profile.keyingBytes()];
            SrtpKeys one = SrtpKeys.fromDtls(profile, zeros, true);
            SrtpKeys other = SrtpKeys.fromDtls(profile, zeros.clone(), false);
            try (SrtpSession sender = new SrtpSession(one, 1);
                    SrtpSession receiver = new SrtpSession(other, 1)) {
                byte[] bytes = new byte[256];
                for (int i = 0; i < packets; i++) {
                    bytes[0] = (byte) 0x80;
                    bytes[2] = (byte) (i >> 8);
                    bytes[3] = (byte) i;
                    bytes[11] = 1;
                    int length = sender.protectRtp(bytes, 0, 92);
                    receiver.unprotectRtp(bytes, 0, length, 0);
                }
            }
        }
    }

    /**
     * Protects an RTP packet in place.
     *
     * @return its new length, or {@link #MALFORMED}
     */
    public int protectRtp(byte[] bytes, int offset, int length) {
        packet.wrap(bytes, offset, length);
        int sequence = length < 12 ? 0 : u16(bytes, offset + 2);
        try {
            if (sendRtp.transformPacket(packet) != SrtpErrorStatus.OK) {
                return MALFORMED;
            }
            sent.passed(sequence);
            return packet.getLength();
        } catch (GeneralSecurityException | RuntimeException failed) {
            return MALFORMED;
        }
    }

    /** Protects a compound RTCP packet in place; see {@link #protectRtp}. */
    public int protectRtcp(byte[] bytes, int offset, int length) {
        packet.wrap(bytes, offset, length);
        try {
            return sendRtcp.transformPacket(packet) == SrtpErrorStatus.OK ? packet.getLength() : MALFORMED;
        } catch (GeneralSecurityException | RuntimeException failed) {
            return MALFORMED;
        }
    }

    /**
     * Authenticates and decrypts an SRTP packet in place.
     *
     * @return the plain packet's length, or one of the negative codes; then the array's content is undefined
     */
    public int unprotectRtp(byte[] bytes, int offset, int length, long nowNanos) {
        if (length < 12) {
            return MALFORMED;
        }
        int ssrc = i32(bytes, offset + 8);
        int sequence = u16(bytes, offset + 2);
        packet.wrap(bytes, offset, length);
        try {
            int slot = receive.slotOf(ssrc);
            if (slot >= 0 && receive.rtp(slot) != null) {
                SrtpErrorStatus known = receive.rtp(slot).reverseTransformPacket(packet, false);
                if (known == SrtpErrorStatus.OK) {
                    receive.index(slot).passed(sequence);
                }
                return result(known);
            }
            if (!receive.mayDerive(nowNanos)) {
                return TOO_MANY_SOURCES;
            }
            int rollOver = receive.expectedRollOver(ssrc, sequence);
            SrtpCryptoContext fresh = receiving.deriveContext(ssrc, rollOver);
            SrtpErrorStatus status = fresh.reverseTransformPacket(packet, false);
            if (status == SrtpErrorStatus.OK) {
                receive.keep(ssrc, fresh, sequence, rollOver);
            } else {
                receive.wasNotExpected();
            }
            return result(status);
        } catch (GeneralSecurityException | RuntimeException garbage) {
            return MALFORMED;
        }
    }

    /** Authenticates and decrypts an SRTCP packet in place; see {@link #unprotectRtp}. */
    public int unprotectRtcp(byte[] bytes, int offset, int length, long nowNanos) {
        if (length < 12) {
            return MALFORMED;
        }
        int ssrc = i32(bytes, offset + 4);
        packet.wrap(bytes, offset, length);
        try {
            int slot = receive.slotOf(ssrc);
            if (slot >= 0 && receive.rtcp(slot) != null) {
                return result(receive.rtcp(slot).reverseTransformPacket(packet));
            }
            if (!receive.mayDerive(nowNanos)) {
                return TOO_MANY_SOURCES;
            }
            SrtcpCryptoContext fresh = receiving.deriveControlContext(ssrc);
            SrtpErrorStatus status = fresh.reverseTransformPacket(packet);
            if (status == SrtpErrorStatus.OK) {
                receive.keep(ssrc, fresh);
            }
            return result(status);
        } catch (GeneralSecurityException | RuntimeException garbage) {
            return MALFORMED;
        }
    }

    private int result(SrtpErrorStatus status) {
        return switch (status) {
            case OK -> packet.getLength();
            case AUTH_FAIL -> AUTHENTICATION_FAILED;
            case REPLAY_FAIL, REPLAY_OLD -> REPLAYED;
            case FAIL, INVALID_PACKET -> MALFORMED;
        };
    }

    /** Wipes the master keys. */
    @Override
    public void close() {
        sending.close();
        receiving.close();
    }

    private static int u16(byte[] bytes, int at) {
        return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
    }

    private static int i32(byte[] bytes, int at) {
        return ((bytes[at] & 0xff) << 24)
                | ((bytes[at + 1] & 0xff) << 16)
                | ((bytes[at + 2] & 0xff) << 8)
                | (bytes[at + 3] & 0xff);
    }
}
