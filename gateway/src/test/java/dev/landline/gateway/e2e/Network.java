package dev.landline.gateway.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Network namespaces of this machine with names of their own, joined by a bridge that this test is on too. They go away
 * with it, and with them what was set in them.
 */
final class Network implements AutoCloseable {

    private final String name =
            "ll" + Integer.toString(ThreadLocalRandom.current().nextInt(1 << 24), 36);
    private final int net = ThreadLocalRandom.current().nextInt(16, 250);
    private final List<String> spaces = new ArrayList<>();

    Network() {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::close));
        try {
            run(List.of("ip", "link", "add", bridge(), "type", "bridge"));
            run(List.of("ip", "addr", "add", address(1) + "/24", "dev", bridge()));
            run(List.of("ip", "link", "set", bridge(), "up"));
        } catch (AssertionError e) {
            close();
            throw e;
        }
    }

    private String bridge() {
        return name + "br";
    }

    /** An address on the bridge; this test has number 1. */
    String address(int host) {
        return "10.213." + net + "." + host;
    }

    /** A namespace on the bridge, with this number's address. */
    List<String> space(int host) {
        String space = name + "n" + host;
        run(List.of("ip", "netns", "add", space));
        spaces.add(space);
        String here = name + "v" + host;
        String there = name + "w" + host;
        run(List.of("ip", "link", "add", here, "type", "veth", "peer", "name", there, "netns", space));
        run(List.of("ip", "link", "set", here, "master", bridge(), "up"));
        List<String> enter = enter(space);
        run(enter, "ip addr add " + address(host) + "/24 dev " + there);
        run(enter, "ip link set " + there + " up");
        run(enter, "ip link set lo up");
        return enter;
    }

    /** Whoever has this number has another address from now on, as a laptop that went to another network. */
    void move(List<String> enter, int host, int to) {
        String device = name + "w" + host;
        // In this order: with the first address of an interface the others of its network go too.
        run(enter, "ip addr del " + address(host) + "/24 dev " + device);
        run(enter, "ip addr add " + address(to) + "/24 dev " + device);
    }

    /** A namespace behind the NAT of another, without an address on the bridge; {@code router} maps what it sends. */
    List<String> behind(List<String> router, String inner, String outer) {
        String space = name + "p";
        run(List.of("ip", "netns", "add", space));
        spaces.add(space);
        List<String> enter = enter(space);
        run(router, "ip link add inside type veth peer name outside netns " + space);
        run(router, "ip addr add " + outer + "/24 dev inside");
        run(router, "ip link set inside up");
        run(router, "sysctl -q -w net.ipv4.ip_forward=1");
        run(router, "iptables -t nat -A POSTROUTING -s " + inner + " -j MASQUERADE");
        run(enter, "ip addr add " + inner + "/24 dev outside");
        run(enter, "ip link set outside up");
        run(enter, "ip link set lo up");
        run(enter, "ip route add default via " + outer);
        return enter;
    }

    private static List<String> enter(String space) {
        return List.of("ip", "netns", "exec", space);
    }

    /** Runs a command there and waits for it. */
    static void run(List<String> enter, String words) {
        List<String> command = new ArrayList<>(enter);
        command.addAll(List.of(words.split(" ")));
        run(command);
    }

    private static void run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(String.join(" ", command) + ": " + said);
            }
        } catch (IOException e) {
            throw new AssertionError(String.join(" ", command), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        for (String space : spaces) {
            quietly(List.of("ip", "netns", "del", space));
        }
        spaces.clear();
        quietly(List.of("ip", "link", "del", bridge()));
    }

    private static void quietly(List<String> command) {
        try {
            run(command);
        } catch (AssertionError gone) {
            // It was never made, or is gone already.
        }
    }
}
