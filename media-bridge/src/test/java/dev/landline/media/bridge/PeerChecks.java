package dev.landline.media.bridge;

import dev.landline.media.ice.StunWriter;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** ICE of a browser-like peer: checks and nominates, and answers the checks of a gateway in full mode. */
final class PeerChecks implements AutoCloseable {

    /** Sends a datagram to the gateway. */
    @FunctionalInterface
    interface Way {
        void send(byte[] bytes, int offset, int length);
    }

    private volatile String ufrag;
    private volatile String password;
    private final Way way;
    private final AtomicInteger responses = new AtomicInteger();
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile boolean silent;
    private Pacer pacer;
    private volatile Names names;
    private int beats;

    /** What a check is signed with. */
    private record Names(String username, String password) {}

    PeerChecks(Way way) {
        this.way = way;
        renew();
    }

    /** Other credentials of ours. */
    void renew() {
        ufrag = "peer" + ThreadLocalRandom.current().nextInt(1_000_000);
        password = "of-the-peer-" + ThreadLocalRandom.current().nextLong(1L << 40, 1L << 41);
    }

    String ufrag() {
        return ufrag;
    }

    String password() {
        return password;
    }

    void start(BrowserLocal local) {
        with(local.iceUfrag(), local.icePassword());
        pacer = new Pacer("peer-checks", 50_000_000, this::check);
    }

    /** From now on, with what the gateway says after a restart; nothing is nominated before an answer to that. */
    void with(String gatewayUfrag, String gatewayPassword) {
        names = new Names(gatewayUfrag + ":" + ufrag, gatewayPassword);
        responses.set(0);
    }

    /** Often until nominated, then about once a second, as a browser keeps its consent. */
    private void check() {
        if (responses.get() > 2 && beats++ % 20 != 0) {
            return;
        }
        byte[] transaction = new byte[12];
        ThreadLocalRandom.current().nextBytes(transaction);
        Names now = names;
        byte[] request = StunWriter.check(transaction, now.username(), responses.get() > 0)
                .integrity(now.password())
                .fingerprint();
        way.send(request, 0, request.length);
    }

    /** A STUN message came; true for the first answered check. */
    boolean received(byte[] message, InetSocketAddress gateway) {
        if (message[0] == 0 && message[1] == 1) {
            answer(message, gateway);
            return false;
        }
        boolean success = message[0] == 1 && message[1] == 1;
        return success && responses.incrementAndGet() == 1 && begun.compareAndSet(false, true);
    }

    /** A gateway in full mode checks too, and asks for consent. */
    private void answer(byte[] request, InetSocketAddress gateway) {
        if (!silent) {
            byte[] answer = StunWriter.successResponse(Arrays.copyOfRange(request, 8, 20))
                    .mappedTo(gateway)
                    .integrity(password)
                    .fingerprint();
            way.send(answer, 0, answer.length);
        }
    }

    /** No more checks and no more answers: consent runs out. */
    void stop() {
        silent = true;
        close();
    }

    @Override
    public void close() {
        if (pacer != null) {
            pacer.close();
        }
    }
}
