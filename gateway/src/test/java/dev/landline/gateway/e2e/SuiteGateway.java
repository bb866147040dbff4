package dev.landline.gateway.e2e;

import dev.landline.gateway.e2e.Scenario.Plays;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One gateway process for many scenarios. Each scenario has two trunks of its own, {@code pbx} and {@code carrier}, at
 * loopback addresses of its own, and a route between them: so scenarios run side by side and never see each other's calls.
 */
final class SuiteGateway implements AutoCloseable {

    private static final int PAIRS = 400;
    private static final int PER_BLOCK = 250;

    private final GatewayProcess process;
    private final List<Scenario> scenarios;
    private final int port;

    private SuiteGateway(GatewayProcess process, List<Scenario> scenarios, int port) {
        this.process = process;
        this.scenarios = scenarios;
        this.port = port;
    }

    /**
     * Starts it.
     *
     * @param settings the file's name in the folder gateways
     */
    static SuiteGateway start(String settings, List<Scenario> scenarios) throws IOException {
        int port = Ports.free();
        int media = Ports.range(2 * PAIRS);
        List<String> routes = new ArrayList<>();
        GatewayFile file = new GatewayFile()
                .with("calls.max-calls = " + PAIRS / 2)
                .with("media.trunk-ports { first = %d, last = %d }".formatted(media, media + 2 * PAIRS - 1))
                .with(Files.readString(Scenario.folder().resolve("gateways").resolve(settings + ".conf")));
        for (int i = 0; i < scenarios.size(); i++) {
            Scenario scenario = scenarios.get(i);
            file.with(trunk(scenario, i, Plays.CALLED, port));
            if (scenario.callerIsTrunk()) {
                file.with(trunk(scenario, i, Plays.CALLER, port));
                routes.add("{ match = \".\", trunk = carrier-%d, from = [pbx-%d] }".formatted(i, i));
            }
        }
        file.with("routes = [" + String.join(",\n", routes) + "]");
        return new SuiteGateway(GatewayProcess.start(file), scenarios, port);
    }

    private static String trunk(Scenario scenario, int index, Plays end, int port) {
        String name = end == Plays.CALLER ? "pbx-" : "carrier-";
        return "trunks.%s%d { host = \"%s\", port = %d, transport = %s, codecs = [pcmu], options-interval = 0s }\ntrunks.%s%d { %s }"
                .formatted(
                        name,
                        index,
                        address(index, end).getHostAddress(),
                        port,
                        scenario.transport(end).name().toLowerCase(Locale.ROOT),
                        name,
                        index,
                        scenario.trunkLines(end));
    }

    private static InetAddress address(int index, Plays end) {
        byte net = (byte) (end == Plays.CALLER ? 40 : 41);
        byte[] bytes = {127, net, (byte) (index / PER_BLOCK), (byte) (1 + index % PER_BLOCK)};
        try {
            return InetAddress.getByAddress(bytes);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Where an end of this scenario's calls is. */
    InetSocketAddress end(Scenario scenario, Plays end) {
        return new InetSocketAddress(address(scenarios.indexOf(scenario), end), port);
    }

    GatewayProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
    }
}
