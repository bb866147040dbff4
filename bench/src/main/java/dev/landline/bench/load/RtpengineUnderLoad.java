package dev.landline.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * rtpengine in userspace on loopback, led by its NG protocol: an offer of the browser's SDP with Opus masked and PCMU
 * transcoded, and the trunk's answer.
 */
final class RtpengineUnderLoad implements EngineUnderLoad {
    private static final int ANSWER_MILLIS = 2000;
    private static final int START_ATTEMPTS = 50;
    private static final int START_ATTEMPT_MILLIS = 100;

    private final Process process;
    private final DatagramSocket control;
    private final String version;

    RtpengineUnderLoad(Path program) throws IOException {
        version = versionOf(program);
        int port = freePort();
        process = new ProcessBuilder(
                        program.toString(),
                        "--config-file=none",
                        "--foreground",
                        "--log-stderr",
                        "--log-level=2",
                        "--table=-1",
                        "--interface=127.0.0.1",
                        "--listen-ng=127.0.0.1:" + port,
                        "--port-min=20000",
                        "--port-max=29999")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        control = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        control.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        awaitPong();
    }

    private static String versionOf(Path program) throws IOException {
        Process asked = new ProcessBuilder(program.toString(), "--version")
                .redirectErrorStream(true)
                .start();
        return new String(asked.getInputStream().readAllBytes(), UTF_8).strip().replace("Version: ", "");
    }

    private static int freePort() throws IOException {
        try (DatagramSocket probe = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            return probe.getLocalPort();
        }
    }

    private void awaitPong() throws IOException {
        control.setSoTimeout(START_ATTEMPT_MILLIS);
        for (int i = 0; i < START_ATTEMPTS; i++) {
            try {
                ask(Map.of("command", "ping"));
                control.setSoTimeout(ANSWER_MILLIS);
                return;
            } catch (SocketTimeoutException | java.net.PortUnreachableException notYet) {
                LoadRun.pause(START_ATTEMPT_MILLIS * 1_000_000L);
            }
        }
        close();
        throw new IOException("rtpengine does not answer");
    }

    private Map<String, Object> ask(Map<String, Object> question) throws IOException {
        String cookie = Long.toHexString(ThreadLocalRandom.current().nextLong());
        byte[] request = (cookie + " " + Bencode.encode(question)).getBytes(UTF_8);
        control.send(new DatagramPacket(request, request.length));
        DatagramPacket answer = new DatagramPacket(new byte[65_536], 65_536);
        String prefix = cookie + " ";
        while (true) {
            control.receive(answer);
            String start = new String(answer.getData(), 0, Math.min(prefix.length(), answer.getLength()), UTF_8);
            // An answer to an earlier question that came too late is passed over.
            if (start.equals(prefix)) {
                return Bencode.decodeDictionary(answer.getData(), prefix.length());
            }
        }
    }

    @Override
    public String name() {
        return "rtpengine " + version;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public OpenedCall open(int call, PeerDescription peers) throws IOException {
        Map<String, Object> offer = question("offer", call);
        offer.put("sdp", browserSdp(peers));
        offer.put("ICE", "remove");
        offer.put("DTLS", "off");
        offer.put("transport-protocol", "RTP/AVP");
        offer.put("rtcp-mux", List.of("demux"));
        offer.put("codec", Map.of("mask", List.of("opus"), "transcode", List.of("PCMU")));
        String towardTrunk = sdp(ask(offer));
        Map<String, Object> answer = question("answer", call);
        answer.put("to-tag", "trunk-" + call);
        answer.put("sdp", trunkSdp(peers));
        answer.put("ICE", "force");
        String towardBrowser = sdp(ask(answer));
        InetAddress here = InetAddress.getLoopbackAddress();
        return new OpenedCall(
                find(towardBrowser, "a=ice-ufrag:(\\S+)"),
                find(towardBrowser, "a=ice-pwd:(\\S+)"),
                new InetSocketAddress(here, Integer.parseInt(find(towardBrowser, "m=audio (\\d+) "))),
                new InetSocketAddress(here, Integer.parseInt(find(towardTrunk, "m=audio (\\d+) "))));
    }

    private static Map<String, Object> question(String command, int call) {
        Map<String, Object> question = new LinkedHashMap<>();
        question.put("command", command);
        question.put("call-id", "load-" + call);
        question.put("from-tag", "browser-" + call);
        return question;
    }

    private static String sdp(Map<String, Object> answer) throws IOException {
        if (answer.get("sdp") instanceof String sdp) {
            return sdp;
        }
        throw new IOException("rtpengine refused: " + answer);
    }

    private static String find(String sdp, String pattern) throws IOException {
        Matcher matcher = Pattern.compile(pattern).matcher(sdp);
        if (!matcher.find()) {
            throw new IOException("rtpengine's SDP lacks " + pattern + ":\n" + sdp);
        }
        return matcher.group(1);
    }

    private static String browserSdp(PeerDescription peers) {
        return String.join(
                "\r\n",
                "v=0",
                "o=- 1 1 IN IP4 127.0.0.1",
                "s=-",
                "c=IN IP4 127.0.0.1",
                "t=0 0",
                "m=audio " + peers.browserPort() + " UDP/TLS/RTP/SAVPF " + OPUS,
                "a=rtpmap:" + OPUS + " opus/48000/2",
                "a=fmtp:" + OPUS + " minptime=10;useinbandfec=1",
                "a=ptime:20",
                "a=sendrecv",
                "a=rtcp-mux",
                "a=setup:active",
                "a=fingerprint:sha-256 " + peers.fingerprint(),
                "a=ice-ufrag:" + peers.iceUfrag(),
                "a=ice-pwd:" + peers.icePassword(),
                "a=candidate:1 1 udp 2130706431 127.0.0.1 " + peers.browserPort() + " typ host",
                "");
    }

    private static String trunkSdp(PeerDescription peers) {
        return String.join(
                "\r\n",
                "v=0",
                "o=- 1 1 IN IP4 127.0.0.1",
                "s=-",
                "c=IN IP4 127.0.0.1",
                "t=0 0",
                "m=audio " + peers.trunkRtpPort() + " RTP/AVP 0",
                "a=rtcp:" + peers.trunkRtcpPort(),
                "a=rtpmap:0 PCMU/8000",
                "a=ptime:20",
                "a=sendrecv",
                "");
    }

    @Override
    public void close(int call) throws IOException {
        ask(question("delete", call));
    }

    @Override
    public long framesConcealed() {
        return 0;
    }

    @Override
    public long liveHeapBytes() {
        return 0;
    }

    @Override
    public String remarks() {
        return "none";
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (control != null) {
            control.close();
        }
    }
}
