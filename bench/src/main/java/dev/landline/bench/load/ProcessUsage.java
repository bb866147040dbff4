package dev.landline.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process has used so far, as Linux tells in /proc.
 *
 * @param cpuMillis of all its threads, user and system; counted in steps of 10 ms
 * @param residentBytes memory in RAM now
 * @param outsideHeapBytes of it what is not the heap of a Java machine with ZGC
 */
record ProcessUsage(long cpuMillis, long residentBytes, long outsideHeapBytes) {
    private static final long MILLIS_PER_TICK = 10;
    private static final long PAGE_BYTES = 4096;

    static ProcessUsage of(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), US_ASCII);
        // The name in parentheses may hold spaces; what follows is counted from there (proc(5)).
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        long resident = Long.parseLong(fields[21]) * PAGE_BYTES;
        return new ProcessUsage(ticks * MILLIS_PER_TICK, resident, resident - heapBytes(pid));
    }

    /** ZGC keeps the heap in a file of memory, whose mapping bears its name. */
    private static long heapBytes(long pid) throws IOException {
        long kilobytes = 0;
        boolean heap = false;
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/smaps"), US_ASCII)) {
            if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) {
                heap = line.contains("java_heap");
            } else if (heap && line.startsWith("Rss:")) {
                kilobytes += Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        return kilobytes * 1024;
    }
}
