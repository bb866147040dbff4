package dev.landline.media.srtp;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** SRTP written down from the RFCs with nothing but the JDK's ciphers, to hold the real one against. */
final class ReferenceSrtp {

    private ReferenceSrtp() {}

    /** RFC 3711 section 4.3 with a key derivation rate of zero; a 96-bit salt is padded as RFC 7714 section 11 says. */
    static byte[] derive(byte[] masterKey, byte[] masterSalt, int label, int length) throws GeneralSecurityException {
        byte[] iv = Arrays.copyOf(masterSalt, 16);
        iv[7] ^= (byte) label;
        Cipher aes = Cipher.getInstance("AES/CTR/NoPadding");
        aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(masterKey, "AES"), new IvParameterSpec(iv));
        return aes.doFinal(new byte[length]);
    }

    /** RFC 3711 sections 4.1.1 and 4.2 with session keys, roll-over counter zero, a header of 12 bytes. */
    static byte[] aesCm(byte[] key, byte[] salt, byte[] authKey, byte[] packet) throws GeneralSecurityException {
        ByteBuffer iv = ByteBuffer.wrap(Arrays.copyOf(salt, 16));
        ByteBuffer header = ByteBuffer.wrap(packet);
        iv.putInt(4, iv.getInt(4) ^ header.getInt(8));
        iv.putShort(12, (short) (iv.getShort(12) ^ header.getShort(2)));
        Cipher aes = Cipher.getInstance("AES/CTR/NoPadding");
        aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv.array()));
        byte[] body = aes.doFinal(packet, 12, packet.length - 12);
        byte[] out = Arrays.copyOf(packet, packet.length + 10);
        System.arraycopy(body, 0, out, 12, body.length);
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(authKey, "HmacSHA1"));
        mac.update(out, 0, packet.length);
        byte[] tag = mac.doFinal(new byte[4]);
        System.arraycopy(tag, 0, out, packet.length, 10);
        return out;
    }

    /** RFC 7714 section 8 with session keys, roll-over counter zero, a header of 12 bytes. */
    static byte[] aesGcm(byte[] key, byte[] salt, byte[] packet) throws GeneralSecurityException {
        ByteBuffer iv = ByteBuffer.wrap(salt.clone());
        ByteBuffer header = ByteBuffer.wrap(packet);
        iv.putInt(2, iv.getInt(2) ^ header.getInt(8));
        iv.putShort(10, (short) (iv.getShort(10) ^ header.getShort(2)));
        Cipher aes = Cipher.getInstance("AES/GCM/NoPadding");
        aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, iv.array()));
        aes.updateAAD(packet, 0, 12);
        byte[] body = aes.doFinal(packet, 12, packet.length - 12);
        byte[] out = Arrays.copyOf(packet, 12 + body.length);
        System.arraycopy(body, 0, out, 12, body.length);
        return out;
    }
}
