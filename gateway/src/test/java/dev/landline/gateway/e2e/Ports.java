package dev.landline.gateway.e2e;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free ports below and above the range from which the system takes its own, so that nothing takes them between the choice
 * and the use. No port is given out twice in this process. Long rows come from above: below, none is left once many single
 * ports are taken here and there.
 */
final class Ports {

    private static final int FIRST = 12_000;
    private static final int LAST = 31_000;
    private static final int FIRST_OF_LONG_ROWS = 61_000;
    private static final int LAST_OF_LONG_ROWS = 65_500;
    private static final int LONG_ROW = 100;
    private static final int ATTEMPTS = 500;
    private static final Set<Integer> GIVEN = new HashSet<>();

    private Ports() {}

    /** A port that is free for UDP and for TCP. */
    static int free() {
        return range(1);
    }

    /** The first, even port of so many free ones in a row. */
    static synchronized int range(int count) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int first = anywhere(count);
            if (allFree(first, count)) {
                for (int port = first; port < first + count; port++) {
                    GIVEN.add(port);
                }
                return first;
            }
        }
        throw new IllegalStateException("no " + count + " free ports in a row");
    }

    private static int anywhere(int count) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int first = count < LONG_ROW
                ? random.nextInt(FIRST, LAST - count)
                : random.nextInt(FIRST_OF_LONG_ROWS, LAST_OF_LONG_ROWS - count);
        return first & ~1;
    }

    private static boolean allFree(int first, int count) {
        for (int port = first; port < first + count; port++) {
            if (GIVEN.contains(port) || !free(port)) {
                return false;
            }
        }
        return true;
    }

    private static boolean free(int port) {
        try (DatagramSocket udp = new DatagramSocket(null);
                ServerSocket tcp = new ServerSocket()) {
            udp.bind(new InetSocketAddress(InetAddress.getByName("0.0.0.0"), port));
            tcp.bind(new InetSocketAddress(InetAddress.getByName("0.0.0.0"), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
