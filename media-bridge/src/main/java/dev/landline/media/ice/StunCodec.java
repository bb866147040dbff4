package dev.landline.media.ice;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.util.Arrays;
import org.ice4j.StunException;
import org.ice4j.Transport;
import org.ice4j.TransportAddress;
import org.ice4j.attribute.Attribute;
import org.ice4j.attribute.AttributeFactory;
import org.ice4j.attribute.ErrorCodeAttribute;
import org.ice4j.attribute.FingerprintAttribute;
import org.ice4j.attribute.MessageIntegrityAttribute;
import org.ice4j.attribute.UsernameAttribute;
import org.ice4j.message.Message;
import org.ice4j.message.MessageFactory;
import org.ice4j.message.Request;
import org.ice4j.message.Response;

/**
 * STUN messages as ICE uses them (RFC 8489, RFC 8445 section 7): parses Binding requests, checks their integrity and
 * writes responses. ice4j decodes and encodes the attributes; the order of checks is ours. Stateless and thread-safe.
 */
public final class StunCodec {
    private static final int HEADER_LENGTH = 20;
    private static final int INTEGRITY_LENGTH = 24;
    private static final int FINGERPRINT_LENGTH = 8;
    private static final int MAGIC_COOKIE = 0x2112A442;
    private static final int LARGEST_REQUEST = 1280;
    private static final int BINDING_REQUEST = 0x0001;
    private static final int BINDING_SUCCESS = 0x0101;

    /** Of a peer-reflexive candidate, which a check of ours would make at the other side (RFC 8445 section 7.1.1). */
    private static final long PEER_REFLEXIVE_PRIORITY = (110L << 24) | (65_535 << 8) | 255;

    private static final int MOST_UNKNOWN_ATTRIBUTES = 8;

    /** Comprehension-required attributes that a Binding request may carry: these are understood. */
    private static final char[] KNOWN_REQUIRED = {
        Attribute.MAPPED_ADDRESS,
        Attribute.USERNAME,
        Attribute.MESSAGE_INTEGRITY,
        Attribute.REALM,
        Attribute.NONCE,
        Attribute.PRIORITY,
        Attribute.USE_CANDIDATE
    };

    private static final StunParse IRRELEVANT = new StunParse.Irrelevant();
    private static final StunParse MALFORMED = new StunParse.Malformed();

    static {
        Ice4jSettings.apply();
    }

    private StunCodec() {}

    /**
     * Reads one datagram. Nothing is authenticated yet.
     *
     * @param buffer copied from; not kept
     */
    public static StunParse parse(byte[] buffer, int offset, int length) {
        if (length < HEADER_LENGTH || length > LARGEST_REQUEST || (length & 3) != 0) {
            return MALFORMED;
        }
        if (u16(buffer, offset + 2) != length - HEADER_LENGTH || i32(buffer, offset + 4) != MAGIC_COOKIE) {
            return MALFORMED;
        }
        if (u16(buffer, offset) != BINDING_REQUEST) {
            return IRRELEVANT;
        }
        return parseBinding(Arrays.copyOfRange(buffer, offset, offset + length));
    }

    private static StunParse parseBinding(byte[] packet) {
        int integrityOffset = -1;
        int fingerprintOffset = -1;
        char[] unknown = new char[MOST_UNKNOWN_ATTRIBUTES];
        int unknownCount = 0;
        int at = HEADER_LENGTH;
        while (at + 4 <= packet.length) {
            int type = u16(packet, at);
            int next = at + 4 + ((u16(packet, at + 2) + 3) & ~3);
            if (next > packet.length || fingerprintOffset >= 0) {
                return MALFORMED;
            }
            if (type == Attribute.FINGERPRINT) {
                fingerprintOffset = at;
            } else if (integrityOffset < 0) {
                if (type == Attribute.MESSAGE_INTEGRITY) {
                    integrityOffset = at;
                } else if (isUnknownRequired(type) && unknownCount < MOST_UNKNOWN_ATTRIBUTES) {
                    unknown[unknownCount++] = (char) type;
                }
            }
            at = next;
        }
        if (at != packet.length || fingerprintOffset < 0 || !fingerprintMatches(packet, fingerprintOffset)) {
            return MALFORMED;
        }
        if (integrityOffset >= 0 && integrityOffset + INTEGRITY_LENGTH > fingerprintOffset) {
            return MALFORMED;
        }
        return decode(packet, integrityOffset, fingerprintOffset, Arrays.copyOf(unknown, unknownCount));
    }

    private static StunParse decode(byte[] packet, int integrityOffset, int fingerprintOffset, char[] unknown) {
        // What stands behind MESSAGE-INTEGRITY is not covered by it and must not be acted upon.
        int protectedEnd = integrityOffset >= 0 ? integrityOffset : fingerprintOffset;
        byte[] covered = Arrays.copyOf(packet, protectedEnd);
        putU16(covered, 2, protectedEnd - HEADER_LENGTH);
        Message message;
        try {
            message = Message.decode(covered, 0, covered.length);
        } catch (StunException | RuntimeException broken) {
            // ice4j signals bad attribute bodies either way; to us both are one malformed datagram.
            return MALFORMED;
        }
        if (!(message instanceof Request request)
                || !(message.getAttribute(Attribute.USERNAME) instanceof UsernameAttribute username)) {
            return MALFORMED;
        }
        BindingRequest.Role role = BindingRequest.Role.NONE;
        if (message.containsAttribute(Attribute.ICE_CONTROLLING)) {
            role = BindingRequest.Role.CONTROLLING;
        } else if (message.containsAttribute(Attribute.ICE_CONTROLLED)) {
            role = BindingRequest.Role.CONTROLLED;
        }
        return new StunParse.Binding(new BindingRequest(
                request,
                packet,
                integrityOffset,
                new String(username.getUsername(), UTF_8),
                role,
                message.containsAttribute(Attribute.USE_CANDIDATE),
                unknown));
    }

    /** Whether MESSAGE-INTEGRITY is there and was made with {@code password} (compared in constant time). */
    static boolean isAuthentic(BindingRequest request, String password) {
        int offset = request.integrityOffset();
        if (offset < 0) {
            return false;
        }
        return isSigned(request.packet(), offset, password);
    }

    private static boolean isSigned(byte[] packet, int offset, String password) {
        byte[] covered = Arrays.copyOf(packet, offset);
        // The length field counts up to the end of MESSAGE-INTEGRITY while the HMAC is made (RFC 8489 section 14.5).
        putU16(covered, 2, offset + INTEGRITY_LENGTH - HEADER_LENGTH);
        byte[] expected = hmac(covered, password);
        byte[] given = Arrays.copyOfRange(packet, offset + 4, offset + INTEGRITY_LENGTH);
        return MessageDigest.isEqual(expected, given);
    }

    /** Whether this is a success response to a Binding request, signed with {@code password}. */
    static boolean isAuthenticSuccess(byte[] buffer, int length, String password) {
        if (length < HEADER_LENGTH
                || u16(buffer, 0) != BINDING_SUCCESS
                || u16(buffer, 2) != length - HEADER_LENGTH
                || i32(buffer, 4) != MAGIC_COOKIE) {
            return false;
        }
        int at = HEADER_LENGTH;
        while (at + 4 <= length) {
            int next = at + 4 + ((u16(buffer, at + 2) + 3) & ~3);
            if (next > length) {
                return false;
            }
            if (u16(buffer, at) == Attribute.MESSAGE_INTEGRITY) {
                return next - at == INTEGRITY_LENGTH && isSigned(Arrays.copyOf(buffer, length), at, password);
            }
            at = next;
        }
        return false;
    }

    /** The success response that tells the peer its address as we see it, signed with our password. */
    static byte[] success(BindingRequest request, InetSocketAddress from, String password) {
        Response response = MessageFactory.createBindingResponse(
                request.message(), new TransportAddress(from.getAddress(), from.getPort(), Transport.UDP));
        return finish(response, request, password);
    }

    /** 487: both sides say that they are controlled. Signed with our password. */
    static byte[] roleConflict(BindingRequest request, String password) {
        Response response =
                MessageFactory.createBindingErrorResponse(ErrorCodeAttribute.ROLE_CONFLICT, "Role Conflict");
        return finish(response, request, password);
    }

    /** The 420 response that names the attributes we do not know. */
    static byte[] unknownAttributes(BindingRequest request, String password) {
        try {
            Response response = MessageFactory.createBindingErrorResponseUnknownAttributes(request.unknownAttributes());
            return finish(response, request, password);
        } catch (StunException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** 400: no MESSAGE-INTEGRITY. Unsigned, and shorter than the request so that it amplifies nothing. */
    static byte[] badRequest(BindingRequest request) {
        Response response = MessageFactory.createBindingErrorResponse(ErrorCodeAttribute.BAD_REQUEST, "Bad Request");
        return finish(response, request, null);
    }

    /** 401: MESSAGE-INTEGRITY or USERNAME wrong. Unsigned and short, as {@link #badRequest}. */
    static byte[] unauthorized(BindingRequest request) {
        Response response = MessageFactory.createBindingErrorResponse(ErrorCodeAttribute.UNAUTHORIZED, "Unauthorized");
        return finish(response, request, null);
    }

    /** A check as a browser sends it; we send none but to ourselves, before the ports open. */
    static byte[] check(String username, String password, byte[] transactionId) {
        Request request = MessageFactory.createBindingRequest();
        request.putAttribute(AttributeFactory.createUsernameAttribute(username));
        request.putAttribute(AttributeFactory.createIceControllingAttribute(1));
        request.putAttribute(AttributeFactory.createPriorityAttribute(1));
        request.putAttribute(AttributeFactory.createUseCandidateAttribute());
        return sign(request, transactionId, password);
    }

    /** A check of full mode, in the role that we have. */
    static byte[] fullCheck(
            String username, String password, byte[] transactionId, boolean controlling, long tieBreaker) {
        Request request = MessageFactory.createBindingRequest();
        request.putAttribute(AttributeFactory.createUsernameAttribute(username));
        request.putAttribute(
                controlling
                        ? AttributeFactory.createIceControllingAttribute(tieBreaker)
                        : AttributeFactory.createIceControlledAttribute(tieBreaker));
        request.putAttribute(AttributeFactory.createPriorityAttribute(PEER_REFLEXIVE_PRIORITY));
        return sign(request, transactionId, password);
    }

    /** The question to a STUN server, for its effect on a NAT: what it answers is not looked at. */
    static byte[] refresh(byte[] transactionId) {
        return sign(MessageFactory.createBindingRequest(), transactionId, null);
    }

    private static byte[] finish(Response response, BindingRequest request, String password) {
        return sign(response, Arrays.copyOfRange(request.packet(), 8, HEADER_LENGTH), password);
    }

    /** Encodes a message with MESSAGE-INTEGRITY, when there is a password, and FINGERPRINT behind it. */
    private static byte[] sign(Message message, byte[] transactionId, String password) {
        try {
            message.setTransactionID(transactionId);
        } catch (StunException impossible) {
            throw new IllegalStateException(impossible);
        }
        byte[] plain = withoutFingerprint(message.encode(null));
        int signature = password == null ? 0 : INTEGRITY_LENGTH;
        byte[] packet = Arrays.copyOf(plain, plain.length + signature + FINGERPRINT_LENGTH);
        int at = plain.length;
        if (password != null) {
            putU16(packet, 2, at + INTEGRITY_LENGTH - HEADER_LENGTH);
            byte[] mac = hmac(Arrays.copyOf(packet, at), password);
            putU16(packet, at, Attribute.MESSAGE_INTEGRITY);
            putU16(packet, at + 2, mac.length);
            System.arraycopy(mac, 0, packet, at + 4, mac.length);
            at += INTEGRITY_LENGTH;
        }
        putU16(packet, 2, packet.length - HEADER_LENGTH);
        byte[] checksum = FingerprintAttribute.calculateXorCRC32(packet, 0, at);
        putU16(packet, at, Attribute.FINGERPRINT);
        putU16(packet, at + 2, checksum.length);
        System.arraycopy(checksum, 0, packet, at + 4, checksum.length);
        return packet;
    }

    /** An agent of full mode tells ice4j to end every message of the process with a FINGERPRINT; ours comes later. */
    private static byte[] withoutFingerprint(byte[] encoded) {
        int at = encoded.length - FINGERPRINT_LENGTH;
        return at >= HEADER_LENGTH && u16(encoded, at) == Attribute.FINGERPRINT && u16(encoded, at + 2) == 4
                ? Arrays.copyOf(encoded, at)
                : encoded;
    }

    private static boolean fingerprintMatches(byte[] packet, int offset) {
        if (offset + FINGERPRINT_LENGTH != packet.length || u16(packet, offset + 2) != 4) {
            return false;
        }
        byte[] expected = FingerprintAttribute.calculateXorCRC32(packet, 0, offset);
        return Arrays.equals(expected, 0, 4, packet, offset + 4, offset + FINGERPRINT_LENGTH);
    }

    private static byte[] hmac(byte[] bytes, String password) {
        return MessageIntegrityAttribute.calculateHmacSha1(bytes, 0, bytes.length, password.getBytes(UTF_8));
    }

    private static boolean isUnknownRequired(int type) {
        if (type >= 0x8000) {
            return false;
        }
        for (char known : KNOWN_REQUIRED) {
            if (known == type) {
                return false;
            }
        }
        return true;
    }

    private static int u16(byte[] bytes, int offset) {
        return ((bytes[offset] & 0xff) << 8) | (bytes[offset + 1] & 0xff);
    }

    private static int i32(byte[] bytes, int offset) {
        return (u16(bytes, offset) << 16) | u16(bytes, offset + 2);
    }

    private static void putU16(byte[] bytes, int offset, int value) {
        bytes[offset] = (byte) (value >> 8);
        bytes[offset + 1] = (byte) value;
    }
}
