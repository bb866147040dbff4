package dev.landline.media.ice;

import dev.landline.media.net.DatagramPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Checks with ourselves in memory. The first STUN message of a process loads ice4j, its Kotlin runtime and its
 * configuration; better before the ports open than on a media loop that has calls.
 */
public final class IceRehearsal {
    private static final int ROUNDS = 200;

    private IceRehearsal() {}

    /** Throws {@link IllegalStateException} when a right check of our own is not answered, or a wrong one is. */
    public static void run() {
        IceCredentials ours = IceCredentials.random();
        InetSocketAddress from = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);
        IceLite ice = new IceLite(ours);
        ice.expect("rehearsal");
        String username = ours.ufrag() + ":rehearsal";
        for (int round = 0; round < ROUNDS; round++) {
            byte[] transactionId = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, (byte) round};
            IceOutcome right = outcome(ice, StunCodec.check(username, ours.password(), transactionId), from);
            IceOutcome wrong = outcome(ice, StunCodec.check(username, "another", transactionId), from);
            if (right == IceOutcome.REFUSED || wrong != IceOutcome.REFUSED) {
                throw new IllegalStateException("the ICE rehearsal came to " + right + " and " + wrong);
            }
        }
    }

    /**
     * Makes an agent of full mode and frees it: its classes take longer to load than a browser waits.
     *
     * @throws IllegalStateException when the address is not ours
     */
    public static void runFull(InetAddress address) {
        try {
            DatagramPort port = DatagramPort.bind(new InetSocketAddress(address, 0), 1 << 16);
            IceFull ice = new IceFull(port, Optional.empty(), IceLite.CONSENT_NANOS, new NobodysIce());
            ice.connect(IceRemote.of("rehearsal"), 0);
            ice.close().join();
            port.close();
        } catch (IOException failed) {
            throw new IllegalStateException("full ICE cannot open a port on " + address.getHostAddress(), failed);
        }
    }

    private static final class NobodysIce implements IceOwner {
        @Override
        public void tell(LongConsumer taskAtNanos) {
            taskAtNanos.accept(0);
        }

        @Override
        public void nominated(InetSocketAddress address) {
            throw new IllegalStateException("nobody was there to be nominated");
        }

        @Override
        public void sendRefused() {
            // Nothing is sent.
        }
    }

    private static IceOutcome outcome(IceLite ice, byte[] check, InetSocketAddress from) {
        if (StunCodec.parse(check, 0, check.length) instanceof StunParse.Binding(BindingRequest request)) {
            return ice.onRequest(request, from, 0).outcome();
        }
        throw new IllegalStateException("the ICE rehearsal's own check cannot be read");
    }
}
