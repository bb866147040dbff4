package dev.landline.bench.endurance;

import dev.landline.media.bridge.ShortBridges;
import dev.landline.media.bridge.ShortBridges.Holdings;
import java.io.PrintStream;
import java.util.logging.LogManager;

/**
 * The command behind {@code bench/short-calls}: opens and closes bridges and prints, after every thousand, what the
 * process holds while none is open. The first thousand is for warming up; what is held must not grow after it.
 */
public final class ShortCalls {
    private static final int ROUND = 1000;
    private static final double MEGABYTE = 1e6;

    private ShortCalls() {}

    /** Takes how many bridges, 12000 when it is not said. */
    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        int bridges = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 12_000;
        PrintStream out = System.out;
        out.println(
                "| bridges | open | ports | codecs | files | threads | descriptors | heap MB | native MB | failures |");
        out.println("|---|---|---|---|---|---|---|---|---|---|");
        try (ShortBridges calls = new ShortBridges()) {
            for (int done = 0; done < bridges; ) {
                int now = Math.min(ROUND, bridges - done);
                calls.run(now);
                done += now;
                row(out, done, calls.holdings());
            }
        }
    }

    private static void row(PrintStream out, int done, Holdings held) {
        out.printf(
                "| %d | %d | %d | %d | %d | %d | %d | %.1f | %.1f | %d |%n",
                done,
                held.bridges(),
                held.ports(),
                held.codecs(),
                held.files(),
                held.threads(),
                held.descriptors(),
                held.heapBytes() / MEGABYTE,
                held.nativeBytes() / MEGABYTE,
                held.failures());
    }
}
