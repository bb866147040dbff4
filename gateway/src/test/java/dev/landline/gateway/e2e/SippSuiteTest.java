package dev.landline.gateway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Every SIPp scenario against the real gateway process; several run side by side. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SippSuiteTest {

    private static final int AT_ONCE = 4;

    private final ExecutorService runners = Executors.newFixedThreadPool(AT_ONCE);
    private final List<SuiteGateway> gateways = new ArrayList<>();

    @TestFactory
    List<DynamicTest> theWireIsAsTheScenarioSays() throws IOException {
        Map<String, List<Scenario>> byGateway = new LinkedHashMap<>();
        for (Scenario scenario : wanted()) {
            byGateway
                    .computeIfAbsent(scenario.gateway(), _ -> new ArrayList<>())
                    .add(scenario);
        }
        List<DynamicTest> tests = new ArrayList<>();
        for (Map.Entry<String, List<Scenario>> entry : byGateway.entrySet()) {
            SuiteGateway gateway = SuiteGateway.start(entry.getKey(), entry.getValue());
            gateways.add(gateway);
            for (Scenario scenario : entry.getValue()) {
                tests.add(started(scenario, gateway));
            }
        }
        for (Map.Entry<String, List<Scenario>> entry : byGateway.entrySet()) {
            SuiteGateway gateway = gateways.get(new ArrayList<>(byGateway.keySet()).indexOf(entry.getKey()));
            tests.add(DynamicTest.dynamicTest(
                    "no call and no bug is left in the gateway " + entry.getKey(), () -> assertClean(gateway)));
        }
        return tests;
    }

    /** All of them, or those whose path contains the value of SIPP_SCENARIOS. */
    private static List<Scenario> wanted() throws IOException {
        String filter = System.getenv().getOrDefault("SIPP_SCENARIOS", "");
        List<Scenario> wanted = Scenario.all().stream()
                .filter(scenario ->
                        scenario.runBy().isEmpty() && scenario.shown().contains(filter))
                .toList();
        assertTrue(!wanted.isEmpty(), "no scenario has '" + filter + "' in its path");
        return wanted;
    }

    private DynamicTest started(Scenario scenario, SuiteGateway gateway) {
        Future<?> run = runners.submit(() -> {
            new ScenarioRun(gateway, scenario).assertGoesAsItSays();
            return null;
        });
        return DynamicTest.dynamicTest(scenario.shown().replace('-', ' '), () -> {
            try {
                run.get();
            } catch (ExecutionException e) {
                throw e.getCause();
            }
        });
    }

    private static void assertClean(SuiteGateway gateway) {
        GatewayProcess process = gateway.process();
        Await.until("the end of all calls", Duration.ofSeconds(40), () -> process.metric("landline_calls_active") == 0);
        assertEquals(0, process.metric("landline_sip_internal_errors_total"), process::log);
        assertEquals(0, process.metric("landline_calls_total", "outcome=\"defect\""), process::log);
    }

    @Test
    void thePageOfProofsIsMadeFromTheScenarios() throws IOException {
        String expected = ConformanceTable.of(Scenario.all());
        Path made = Places.gatewayModule().resolve("target/sip-conformance.md");
        Files.createDirectories(made.getParent());
        Files.writeString(made, expected);
        Path page = Places.repository().resolve("docs/sip-conformance.md");
        assertEquals(
                expected,
                Files.exists(page) ? Files.readString(page) : "",
                "cp gateway/target/sip-conformance.md docs/");
    }

    @AfterAll
    void end() {
        runners.shutdownNow();
        gateways.forEach(SuiteGateway::close);
    }
}
