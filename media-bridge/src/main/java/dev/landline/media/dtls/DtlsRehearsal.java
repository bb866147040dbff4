package dev.landline.media.dtls;

import dev.landline.media.srtp.SrtpProfile;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bouncycastle.tls.DTLSClientProtocol;

/**
 * One whole handshake with ourselves in memory. A cold JVM loads some hundred classes for its first handshake, which
 * under load is seconds; better before the ports open than in somebody's first call.
 */
public final class DtlsRehearsal {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private DtlsRehearsal() {}

    /** Throws {@link IllegalStateException} when we cannot even shake hands with ourselves. */
    public static void run(DtlsIdentity identity) {
        CertificateFingerprint own =
                CertificateFingerprint.parse("sha-256", identity.fingerprint()).orElseThrow();
        CompletableFuture<DtlsOutcome> result = new CompletableFuture<>();
        DatagramQueue[] client = new DatagramQueue[1];
        try (DtlsHandshake server = new DtlsHandshake(
                identity, (bytes, at, length) -> client[0].offer(copy(bytes, at, length)), outcome -> {
                    result.complete(outcome);
                })) {
            client[0] = new DatagramQueue((bytes, at, length) -> server.offer(copy(bytes, at, length)));
            server.start("dtls-rehearsal", own);
            SrtpClient peer = new SrtpClient(identity, SrtpProfile.OVER_DTLS);
            Thread.ofVirtual().start(() -> connect(peer, client[0], result));
            DtlsOutcome outcome = result.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            if (!(outcome instanceof DtlsOutcome.Established)) {
                throw new IllegalStateException("the DTLS rehearsal came to " + outcome);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during the DTLS rehearsal", interrupted);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IllegalStateException("the DTLS rehearsal did not end", failed);
        } finally {
            client[0].end();
        }
    }

    private static void connect(SrtpClient peer, DatagramQueue queue, CompletableFuture<DtlsOutcome> result) {
        try {
            new DTLSClientProtocol().connect(peer, queue);
        } catch (IOException | RuntimeException failed) {
            result.completeExceptionally(failed);
        }
    }

    private static byte[] copy(byte[] bytes, int at, int length) {
        return Arrays.copyOfRange(bytes, at, at + length);
    }
}
