package dev.landline.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.landline.media.bridge.Bridge;
import dev.landline.media.bridge.BridgeStats;
import dev.landline.media.bridge.BridgesExhausted;
import dev.landline.media.bridge.BrowserLocal;
import dev.landline.media.bridge.BrowserRemote;
import dev.landline.media.bridge.MediaCounter;
import dev.landline.media.bridge.MediaEngine;
import dev.landline.media.bridge.MediaFormat;
import dev.landline.media.bridge.MediaSettings;
import dev.landline.media.bridge.MediaStartFailure;
import dev.landline.media.bridge.PortsExhausted;
import dev.landline.media.bridge.Side;
import dev.landline.media.bridge.TrunkLocal;
import dev.landline.media.bridge.TrunkRemote;
import dev.landline.media.codec.OpusChoice;
import dev.landline.media.codec.SoundCodec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.logging.LogManager;
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

    /** Takes which Opus to use, and how many loops (0 for as many as the engine likes). */
    public static void main(String[] arguments) throws IOException, JMException, MediaStartFailure {
        LogManager.getLogManager().reset();
        PrintStream answers = new PrintStream(System.out, true, UTF_8);
        try (MediaEngine engine = MediaEngine.start(new MediaSettings(
                InetAddress.getLoopbackAddress(),
                Optional.empty(),
                0,
                30_000,
                39_999,
                Integer.parseInt(arguments[1]),
                OpusChoice.valueOf(arguments[0]),
                Optional.empty(),
                5000))) {
            EngineHost host = new EngineHost(engine);
            answers.println("ready " + engine.opusDescription());
            BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, UTF_8));
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                answers.println(host.answer(line.split(" ", -1)));
            }
        }
    }

    private String answer(String[] words) throws JMException {
        return switch (words[0]) {
            case "open" -> open(words);
            case "close" -> close(words[1]);
            case "concealed" -> "concealed " + concealed();
            case "heap" -> "heap " + heap();
            case "counters" -> "counters" + counters();
            default -> "unknown";
        };
    }

    private String open(String[] words) {
        InetAddress here = InetAddress.getLoopbackAddress();
        try {
            Bridge bridge = engine.open(words[1], _ -> {});
            bridges.put(words[1], bridge);
            BrowserLocal browser = bridge.openBrowser(Side.A);
            TrunkLocal trunk = bridge.openTrunk(Side.B);
            bridge.connectTrunk(
                    Side.B,
                    TrunkRemote.of(
                            new InetSocketAddress(here, Integer.parseInt(words[4])),
                            new InetSocketAddress(here, Integer.parseInt(words[5])),
                            new MediaFormat(SoundCodec.PCMU, 0)));
            bridge.connectBrowser(Side.A, BrowserRemote.opus(words[2], "sha-256", words[3], EngineUnderLoad.OPUS));
            return "opened " + browser.iceUfrag() + " " + browser.icePassword() + " "
                    + browser.candidates().getFirst().getPort() + " "
                    + trunk.rtp().getPort();
        } catch (BridgesExhausted | PortsExhausted full) {
            return "full";
        }
    }

    private String close(String id) {
        Bridge bridge = bridges.remove(id);
        concealedByClosed += concealed(bridge.stats());
        bridge.close();
        return "closed";
    }

    private long concealed() {
        long sum = concealedByClosed;
        for (Bridge bridge : bridges.values()) {
            sum += concealed(bridge.stats());
        }
        return sum;
    }

    private static long concealed(BridgeStats stats) {
        return stats.a().framesConcealed() + stats.b().framesConcealed();
    }

    /** What all live objects take: "Total   81374   6512328". The collector itself only counts whole pages of 2 MB. */
    @SuppressWarnings("SystemGcCall") // asked for between measurements, to see what is alive
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
