package dev.landline.media.bridge;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.landline.media.codec.G711Law;
import dev.landline.media.codec.OpusChoice;
import dev.landline.media.srtp.SrtpKeys;
import dev.landline.media.srtp.SrtpProfile;
import dev.landline.media.srtp.SrtpSession;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a media thread allocates in a steady call on native Opus. The JCE ciphers allocate by themselves, so their share
 * is measured beside it: what is left is ours and the channel's.
 */
class BridgeAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int CIPHER_ROUNDS = 40_000;

    /** The figures that the media path is held to, in bytes. */
    private static final int MOST_PER_CIPHER_OPERATION = 1_200;

    /** Covers the address objects of the channel, and the checks, reports and statistics that come once in a while. */
    private static final int MOST_OF_OURS_PER_PACKET = 100;

    @ParameterizedTest
    @EnumSource(names = {"AEAD_AES_128_GCM", "AES_CM_128_HMAC_SHA1_80"})
    void aSteadyCallAllocatesWhatItsCipherDoesAndNothingOfOurs(SrtpProfile profile) throws Exception {
        // First, so that the ciphers are compiled as in a process that has run for a while.
        double ciphersOwn = bytesPerCipherOperation(profile);
        try (TestEngine engine = TestEngine.start(OpusChoice.NATIVE);
                TestCall call = engine.callToTrunk(List.of(profile), G711Law.PCMU, 20)) {
            call.awaitSecured();
            call.browser().sendTone(1000, 8000);
            call.trunk().sendTone(call.trunkLocal(), 1000, 8000);
            Waiting.until("warm paths", () -> packets(call.bridge().stats()) >= 1_000);
            long mediaThread = threadNamed("media-0");
            BridgeStats first = call.bridge().stats();
            long firstBytes = THREADS.getThreadAllocatedBytes(mediaThread);
            Waiting.until("a thousand packets", () -> packets(call.bridge().stats()) - packets(first) >= 1_000);
            long bytes = THREADS.getThreadAllocatedBytes(mediaThread) - firstBytes;
            BridgeStats last = call.bridge().stats();
            long all = packets(last) - packets(first);
            long ciphered = all / 2;
            double perOperation = (double) bytes / ciphered;
            double ours = (bytes - ciphered * ciphersOwn) / all;
            String figure =
                    "%s: %.0f bytes per SRTP operation, of which the cipher's %.0f; ours and the channel's %.0f per packet"
                            .formatted(profile, perOperation, ciphersOwn, ours);
            System.out.println(figure);
            assertTrue(perOperation <= MOST_PER_CIPHER_OPERATION, figure);
            assertTrue(ours <= MOST_OF_OURS_PER_PACKET, figure);
        }
    }

    private static long packets(BridgeStats stats) {
        return stats.a().packetsReceived()
                + stats.a().packetsSent()
                + stats.b().packetsReceived()
                + stats.b().packetsSent();
    }

    private static long threadNamed(String name) {
        for (long id : THREADS.getAllThreadIds()) {
            if (THREADS.getThreadInfo(id) != null
                    && THREADS.getThreadInfo(id).getThreadName().equals(name)) {
                return id;
            }
        }
        throw new AssertionError("no thread " + name);
    }

    /** Half protect, half unprotect, on this thread and without anything else. */
    private static double bytesPerCipherOperation(SrtpProfile profile) throws Exception {
        SrtpSession.warmUp(1);
        byte[] zeros = new byte[profile.keyingBytes()];
        try (SrtpSession one = new SrtpSession(SrtpKeys.fromDtls(profile, zeros, true), 1);
                SrtpSession other = new SrtpSession(SrtpKeys.fromDtls(profile, zeros.clone(), false), 1)) {
            byte[] packet = new byte[256];
            long before = 0;
            for (int i = 0; i < 2 * CIPHER_ROUNDS; i++) {
                if (i == CIPHER_ROUNDS) {
                    before = THREADS.getThreadAllocatedBytes(
                            Thread.currentThread().threadId());
                }
                packet[0] = (byte) 0x80;
                packet[2] = (byte) (i >> 8);
                packet[3] = (byte) i;
                packet[11] = 1;
                int length = one.protectRtp(packet, 0, 92);
                other.unprotectRtp(packet, 0, length, 0);
            }
            long after = THREADS.getThreadAllocatedBytes(Thread.currentThread().threadId());
            return (double) (after - before) / (2 * CIPHER_ROUNDS);
        }
    }
}
