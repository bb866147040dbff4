package dev.landline.gateway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code run} and {@code verify} in a copy whose path has a space, with stand-ins for Java, Node and Maven that only say
 * how they were called. (What the real ones do is the business of the other tests here.)
 */
class ScriptsTest {

    private static final List<String> TOOLS = List.of(
            "bash",
            "env",
            "readlink",
            "dirname",
            "sed",
            "find",
            "head",
            "cat",
            "id",
            "mktemp",
            "grep",
            "awk",
            "cut",
            "ls",
            "mkdir",
            "tail",
            "tee",
            "xargs",
            "mv",
            "rm",
            "touch");

    /** What verify looks for. */
    private static final List<String> TEST_TOOLS = List.of(
            "chromium", "sipp", "baresip", "linphonec", "turnserver", "kamailio", "ip", "iptables", "pg_ctlcluster");

    @TempDir
    Path temp;

    private Path clone;
    private Path tools;
    private Path jdk;

    private record Outcome(int code, List<String> lines) {
        String last() {
            return lines.getLast();
        }
    }

    @BeforeEach
    void copyTheScripts() throws IOException {
        clone = Files.createDirectories(temp.resolve("my landline"));
        tools = Files.createDirectories(temp.resolve("tools"));
        jdk = temp.resolve("jdk");
        for (String script : List.of("run", "landline", "verify", "scripts/toolchain.sh", "scripts/build.sh")) {
            Path copy = clone.resolve(script);
            Files.createDirectories(copy.getParent());
            Files.copy(Places.repository().resolve(script), copy);
        }
        for (String tool : TOOLS) {
            Path real = Path.of("/usr/bin", tool);
            program(tools.resolve(tool), "exec " + (Files.exists(real) ? real : Path.of("/bin", tool)) + " \"$@\"");
        }
        write(clone.resolve("pom.xml"), "");
        write(clone.resolve("config/trunks/generic.conf"), "");
        for (String module : List.of("sip", "media-bridge", "gateway", "web-softphone")) {
            write(clone.resolve(module).resolve("pom.xml"), "");
            write(clone.resolve(module).resolve("src/main/Source"), "");
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static void program(Path file, String... lines) throws IOException {
        write(file, "#!/bin/bash\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void installJdk(String version) throws IOException {
        program(
                jdk.resolve("bin/java"),
                "[ \"$1\" = -version ] && { echo 'openjdk version \"" + version + "\" 2026-01-20' >&2; exit 0; }",
                "printf '<%s>\\n' \"$@\"");
        program(jdk.resolve("bin/javac"));
    }

    private void installNodeAndMaven() throws IOException {
        program(tools.resolve("node"), "echo v20.19.0");
        program(tools.resolve("npm"));
        program(
                tools.resolve("mvn"),
                "echo '[INFO] Building Landline gateway 0.1.0-SNAPSHOT                            [5/5]'",
                "mkdir -p gateway/target/lib && touch gateway/target/landline-gateway-0.1.0.jar",
                "echo \"$@\" > gateway/target/called");
    }

    private Outcome start(String script, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(clone.resolve(script).toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(temp.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", tools.toString());
        builder.environment().put("HOME", temp.toString());
        builder.environment().put("JAVA_HOME", jdk.toString());
        builder.environment().put("LANDLINE_JVM_FOLDER", temp.resolve("no-jvm").toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        return new Outcome(process.exitValue(), output.lines().toList());
    }

    private static void assertOneSentence(Outcome outcome, String about) {
        assertEquals(1, outcome.code(), outcome::toString);
        assertEquals(1, outcome.lines().size(), outcome::toString);
        assertTrue(outcome.last().contains(about) && outcome.last().contains("install"), outcome::toString);
    }

    @Test
    void aMissingOrOldJdkIsOneSentence() throws Exception {
        assertOneSentence(start("run"), "JDK 25");
        assertOneSentence(start("verify"), "JDK 25");
        installJdk("17.0.9");
        assertOneSentence(start("run"), "JDK 25");
    }

    @Test
    void aMissingNodeOrMavenIsOneSentence() throws Exception {
        installJdk("25.0.3");
        assertOneSentence(start("run"), "Node 20.19");
        installNodeAndMaven();
        program(tools.resolve("node"), "echo v18.20.0");
        assertOneSentence(start("run"), "Node 20.19");
        assertOneSentence(start("verify"), "Node 20.19");
        installNodeAndMaven();
        Files.delete(tools.resolve("mvn"));
        assertOneSentence(start("run"), "Maven 3.8");
    }

    @Test
    void theCommandLineBuildsFirstAndPassesEverythingOn() throws Exception {
        assertOneSentence(start("landline", "explain", "112"), "JDK 25");
        installJdk("25.0.3");
        installNodeAndMaven();
        Outcome outcome = start("landline", "explain", "020 7946 0000");
        assertEquals(0, outcome.code(), outcome::toString);
        assertTrue(outcome.lines().get(0).startsWith("Building the gateway"), outcome::toString);
        assertEquals("<explain>", outcome.lines().get(outcome.lines().size() - 2), outcome::toString);
        assertEquals("<020 7946 0000>", outcome.last(), outcome::toString);
        assertTrue(start("landline", "--help").lines().getFirst().startsWith("<"), "a second run builds nothing");
    }

    @Test
    void theFirstStartBuildsAndRunsTheDemo() throws Exception {
        installJdk("25.0.3");
        installNodeAndMaven();
        Outcome outcome = start("run");
        assertEquals(0, outcome.code(), outcome::toString);
        assertTrue(outcome.lines().get(0).startsWith("Building the gateway"), outcome::toString);
        assertEquals("  [5/5] Landline gateway", outcome.lines().get(1));
        assertTrue(outcome.lines().contains("<--enable-native-access=ALL-UNNAMED>"), outcome::toString);
        assertTrue(outcome.lines().contains("<" + clone + "/gateway/target/landline-gateway-0.1.0.jar>"));
        assertEquals("<" + clone + "/config/demo.conf>", outcome.last());
    }

    @Test
    void aSecondStartBuildsOnlyWhatHasChanged() throws Exception {
        installJdk("25.0.3");
        installNodeAndMaven();
        start("run");
        Path called = clone.resolve("gateway/target/called");
        Files.delete(called);
        start("run");
        assertFalse(Files.exists(called));
        Files.setLastModifiedTime(
                clone.resolve("sip/src/main/Source"), FileTime.fromMillis(System.currentTimeMillis() + 5_000));
        assertTrue(start("run").lines().getFirst().contains("have changed"));
        assertTrue(Files.exists(called));
    }

    @Test
    void argumentsReachTheGatewayAsTheyAre() throws Exception {
        installJdk("25.0.3");
        installNodeAndMaven();
        List<String> lines = start("run", "--config", "my own.conf", "--more").lines();
        assertEquals(List.of("<--config>", "<my own.conf>", "<--more>"), lines.subList(lines.size() - 3, lines.size()));
        assertFalse(lines.toString().contains("demo.conf"));
    }

    @Test
    void aFailedBuildShowsItsEndAndStops() throws Exception {
        installJdk("25.0.3");
        installNodeAndMaven();
        program(tools.resolve("mvn"), "echo '[ERROR] no such thing'", "exit 1");
        Outcome outcome = start("run");
        assertEquals(1, outcome.code(), outcome::toString);
        assertTrue(outcome.lines().contains("[ERROR] no such thing"), outcome::toString);
        assertTrue(outcome.last().startsWith("The build failed"), outcome::toString);
    }

    @Test
    void verifyInstallsOnlyTheTestToolsThatAreMissing() throws Exception {
        installJdk("25.0.3");
        installNodeAndMaven();
        for (String program : List.of("sipp", "ip", "iptables")) {
            program(tools.resolve(program));
        }
        program(tools.resolve("apt-get"), "echo \"$@\" >> '" + temp.resolve("apt") + "'");
        program(tools.resolve("id"), "echo 1000");
        assertOneSentence(
                start("verify"),
                "apt-get install chromium baresip-core linphone-cli coturn kamailio-tls-modules postgresql");
        assertFalse(Files.exists(temp.resolve("apt")));
        program(tools.resolve("id"), "echo 0");
        start("verify");
        assertEquals(
                List.of(
                        "-o DPkg::Lock::Timeout=300 -y -qq install --no-install-recommends chromium baresip-core linphone-cli coturn kamailio-tls-modules postgresql"),
                Files.readAllLines(temp.resolve("apt")));
    }

    @Test
    void verifyEndsWithTheSumOfAllModules() throws Exception {
        installJdk("25.0.3");
        installNodeAndMaven();
        for (String program : TEST_TOOLS) {
            program(tools.resolve(program));
        }
        program(
                tools.resolve("mvn"),
                "[ \"$1\" = -v ] && { echo 'Apache Maven 3.9.0 (x)'; exit 0; }",
                "for module in sip gateway; do",
                "  mkdir -p $module/target/surefire-reports",
                "  cat > $module/target/surefire-reports/TEST-a.xml <<END",
                "<testsuite name=\"a\" time=\"1\" tests=\"5\" errors=\"1\" skipped=\"1\" failures=\"0\">",
                "  <testcase name=\"good\" classname=\"dev.A\" time=\"1\"/>",
                "  <testcase name=\"bad\" classname=\"dev.A\" time=\"1\">",
                "    <error message=\"no\"/>",
                "END",
                "done");
        Outcome outcome = start("verify");
        assertEquals(1, outcome.code(), outcome::toString);
        assertEquals("6 passed, 2 failed, 2 skipped", outcome.last());
        assertEquals(
                "Tests run: 10, Failures: 0, Errors: 2, Skipped: 2",
                outcome.lines().get(outcome.lines().size() - 2));
        assertEquals(
                2, outcome.lines().stream().filter("FAILED dev.A.bad"::equals).count(), outcome::toString);
    }

    @Test
    void verifyFailsWhenATestProcessDiesWithoutAReport() throws Exception {
        installJdk("25.0.3");
        installNodeAndMaven();
        for (String program : TEST_TOOLS) {
            program(tools.resolve(program));
        }
        program(
                tools.resolve("mvn"),
                "[ \"$1\" = -v ] && { echo 'Apache Maven 3.9.0 (x)'; exit 0; }",
                "mkdir -p sip/target/surefire-reports",
                "echo '<testsuite name=\"a\" tests=\"5\" errors=\"0\" skipped=\"0\" failures=\"0\">' >"
                        + " sip/target/surefire-reports/TEST-a.xml",
                "echo '[ERROR] The forked VM terminated without properly saying goodbye. VM crash or System.exit called?'");
        Outcome outcome = start("verify");
        assertEquals(1, outcome.code(), outcome::toString);
        assertEquals("5 passed, 0 failed, 0 skipped", outcome.last());
        assertTrue(outcome.lines().stream().anyMatch(line -> line.startsWith("FAILED a test process died")));
    }
}
