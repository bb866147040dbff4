package dev.landline.bench.load;

import dev.landline.media.bridge.Bridge;
import dev.landline.media.bridge.MediaCounter;
import dev.landline.media.bridge.MediaEngine;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The process under load: a media engine and nothing else, led by lines on its standard input, one answer each on its
 * standard output. Ends when the input ends.
 *
 * <pre>
 * open ID UFRAG FINGERPRINT RTP-PORT RTCP-PORT   opened UFRAG PASSWORD BROWSER-PORT RTP-PORT
 * close ID                                       closed
 * concealed                                      concealed FRAMES
 * heap                                           heap BYTES
 * counters                                       counters NAME=VALUE ...
 * </pre>
 */
public final class EngineHost {
    private final MediaEngine engine;
    private final Map<String, Bridge> bridges = new HashMap<>();
    private long concealedByClosed;

    private EngineHost(MediaEngine engine) {
        this.engine = engine;
    }

    /** What all live objects take: "Total   81374   6512328". The collector itself only counts whole pages of 2 MB. */
    private static long heap() throws JMException {
        System.gc();
        String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        String total = histogram
                .lines()
                .filter(line -> line.startsWith("Total"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(total.substring(total.lastIndexOf(' ') + 1).strip());
    }

    private String counters() {
        StringBuilder line = new StringBuilder();
        for (MediaCounter counter : MediaCounter.values()) {
            long value = engine.counters().value(counter);
            if (value > 0) {
                line.append(' ').append(counter).append('=').append(value);
            }
        }
        return line.toString();
    }
}
