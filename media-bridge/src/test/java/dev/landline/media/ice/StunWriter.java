package dev.landline.media.ice;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Writes STUN messages byte by byte, independently of the code under test. */
public final class StunWriter {
    private final ByteBuffer bytes = ByteBuffer.allocate(1024);

    private StunWriter(int type, byte[] transactionId) {
        bytes.putShort((short) type).putShort((short) 0).putInt(0x2112A442).put(transactionId);
    }

    public static StunWriter bindingRequest(byte[] transactionId) {
        return new StunWriter(0x0001, transactionId);
    }

    public static StunWriter successResponse(byte[] transactionId) {
        return new StunWriter(0x0101, transactionId);
    }

    /** What a browser sends: USERNAME, PRIORITY, ICE-CONTROLLING and perhaps USE-CANDIDATE. */
    public static StunWriter check(byte[] transactionId, String username, boolean useCandidate) {
        StunWriter writer = bindingRequest(transactionId)
                .attribute(0x0006, username.getBytes(UTF_8))
                .attribute(0x802A, new byte[] {1, 2, 3, 4, 5, 6, 7, 8})
                .attribute(0x0024, new byte[] {0x6E, 0, 1, (byte) 0xFF});
        return useCandidate ? writer.attribute(0x0025, new byte[0]) : writer;
    }

    public StunWriter attribute(int type, byte[] value) {
        bytes.putShort((short) type).putShort((short) value.length).put(value);
        while ((bytes.position() & 3) != 0) {
            bytes.put((byte) 0);
        }
        return this;
    }

    /** XOR-MAPPED-ADDRESS of an IPv4 address. */
    public StunWriter mappedTo(InetSocketAddress address) {
        int ip = ByteBuffer.wrap(address.getAddress().getAddress()).getInt() ^ 0x2112A442;
        byte[] value = ByteBuffer.allocate(8)
                .putShort((short) 1)
                .putShort((short) (address.getPort() ^ 0x2112))
                .putInt(ip)
                .array();
        return attribute(0x0020, value);
    }

    public StunWriter integrity(String password) {
        int covered = bytes.position();
        bytes.putShort(2, (short) (covered - 20 + 24));
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(password.getBytes(UTF_8), "HmacSHA1"));
            mac.update(bytes.array(), 0, covered);
            return attribute(0x0008, mac.doFinal());
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /** Adds FINGERPRINT and returns the datagram. */
    public byte[] fingerprint() {
        int covered = bytes.position();
        bytes.putShort(2, (short) (covered - 20 + 8));
        CRC32 crc = new CRC32();
        crc.update(bytes.array(), 0, covered);
        attribute(
                0x8028,
                ByteBuffer.allocate(4).putInt((int) crc.getValue() ^ 0x5354554E).array());
        return done();
    }

    /** Returns the datagram without FINGERPRINT. */
    public byte[] done() {
        bytes.putShort(2, (short) (bytes.position() - 20));
        return Arrays.copyOf(bytes.array(), bytes.position());
    }
}
