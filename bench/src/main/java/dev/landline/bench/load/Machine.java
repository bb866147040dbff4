package dev.landline.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;

/** Where and when something was measured, for the head of a report. */
final class Machine {
    private Machine() {}

    /** For example {@code 2026-11-25, Intel(R) Xeon(R), 2 cores, Linux 6.18, Java 25.0.3, load average 0.20 before}. */
    static String describe() throws IOException {
        return String.join(
                ", ",
                LocalDate.now(ZoneId.systemDefault()).toString(),
                processor(),
                Runtime.getRuntime().availableProcessors() + " cores",
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                "Java " + System.getProperty("java.vm.version"),
                "load average " + Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0] + " before");
    }

    private static String processor() throws IOException {
        return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
    }
}
