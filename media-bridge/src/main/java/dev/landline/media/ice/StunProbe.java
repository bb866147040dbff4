package dev.landline.media.ice;

import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Checks that we send beside ice4j's: to open our NAT toward a browser, and to ask for consent (RFC 7675). Knows which
 * of its last checks an answer belongs to. Owned by the media loop.
 */
final class StunProbe {
    /** As many as are out while consent lasts. */
    private static final int REMEMBERED = 8;

    private static final int TRANSACTION_OFFSET = 8;
    private static final int TRANSACTION_BYTES = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[][] sent = new byte[REMEMBERED][];
    private final String username;
    private final String password;
    private int next;

    StunProbe(IceCredentials local, IceRemote remote) {
        this.username = remote.ufrag() + ":" + local.ufrag();
        this.password = remote.password();
    }

    /** A check whose answer is not waited for. */
    byte[] knock(boolean controlling, long tieBreaker) {
        return StunCodec.fullCheck(username, password, newTransaction(), controlling, tieBreaker);
    }

    /** A check whose answer renews consent. */
    byte[] ask(boolean controlling, long tieBreaker) {
        byte[] transaction = newTransaction();
        sent[next] = transaction;
        next = (next + 1) % REMEMBERED;
        return StunCodec.fullCheck(username, password, transaction, controlling, tieBreaker);
    }

    /** Whether this is a success response to one of our questions, signed by the browser. */
    boolean isAnswer(byte[] datagram, int length) {
        for (byte[] transaction : sent) {
            if (transaction != null
                    && length >= TRANSACTION_OFFSET + TRANSACTION_BYTES
                    && Arrays.equals(
                            transaction,
                            0,
                            TRANSACTION_BYTES,
                            datagram,
                            TRANSACTION_OFFSET,
                            TRANSACTION_OFFSET + TRANSACTION_BYTES)) {
                return StunCodec.isAuthenticSuccess(datagram, length, password);
            }
        }
        return false;
    }

    static byte[] newTransaction() {
        byte[] transaction = new byte[TRANSACTION_BYTES];
        RANDOM.nextBytes(transaction);
        return transaction;
    }
}
