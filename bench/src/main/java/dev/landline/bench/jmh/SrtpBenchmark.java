package dev.landline.bench.jmh;

import dev.landline.media.srtp.SrtpKeys;
import dev.landline.media.srtp.SrtpProfile;
import dev.landline.media.srtp.SrtpSession;
import java.security.GeneralSecurityException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * SRTP of a packet of 80 bytes of Opus. A packet can be unprotected only once, so unprotecting is measured together with
 * protecting: it costs the difference of the two.
 */
@State(Scope.Thread)
public class SrtpBenchmark extends ShortRuns {
    private static final int PLAIN = 12 + 80;
    private static final int SSRC = 7;

    @Param({"AEAD_AES_128_GCM", "AES_CM_128_HMAC_SHA1_80"})
    public SrtpProfile profile;

    private final byte[] packet = new byte[256];
    private SrtpSession browser;
    private SrtpSession gateway;
    private int sequence;

    @Setup
    public void prepare() throws GeneralSecurityException {
        SrtpSession.warmUp(1);
        byte[] exported = new byte[profile.keyingBytes()];
        browser = new SrtpSession(SrtpKeys.fromDtls(profile, exported, false), SSRC);
        gateway = new SrtpSession(SrtpKeys.fromDtls(profile, exported.clone(), true), SSRC);
        packet[0] = (byte) 0x80;
        packet[1] = 111;
        packet[11] = SSRC;
    }

    private int protectNext() {
        sequence++;
        packet[2] = (byte) (sequence >> 8);
        packet[3] = (byte) sequence;
        return browser.protectRtp(packet, 0, PLAIN);
    }

    @Benchmark
    public int protect() {
        return protectNext();
    }

    @Benchmark
    public int protectAndUnprotect() {
        int length = protectNext();
        int plain = gateway.unprotectRtp(packet, 0, length, 0);
        if (plain != PLAIN) {
            throw new IllegalStateException("unprotect says " + plain);
        }
        return plain;
    }
}
