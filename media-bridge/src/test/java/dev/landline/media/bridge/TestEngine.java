package dev.landline.media.bridge;

import dev.landline.media.codec.G711Law;
import dev.landline.media.codec.OpusChoice;
import dev.landline.media.codec.OpusEngine;
import dev.landline.media.codec.OpusEngines;
import dev.landline.media.ice.IceLite;
import dev.landline.media.ice.IceMode;
import dev.landline.media.ice.IceSettings;
import dev.landline.media.srtp.SrtpProfile;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** A media engine on loopback with one loop, and peers to call it with. */
final class TestEngine implements AutoCloseable {
    private final MediaEngine engine;
    private final OpusEngine opus;

    private TestEngine(MediaEngine engine, OpusEngine opus) {
        this.engine = engine;
        this.opus = opus;
    }

    static TestEngine start(OpusChoice choice) throws Exception {
        return start(choice, IceLite.CONSENT_NANOS, 600);
    }

    static TestEngine start(OpusChoice choice, long consentNanos, int maxBridges) throws Exception {
        return start(choice, consentNanos, maxBridges, 1);
    }

    /** With several loops, so that bridges do not share a thread. */
    static TestEngine start(OpusChoice choice, long consentNanos, int maxBridges, int loops) throws Exception {
        return start(choice, consentNanos, maxBridges, loops, IceSettings.lite());
    }

    /** With ICE in full mode: a port for each browser. */
    static TestEngine startFull(long consentNanos) throws Exception {
        IceSettings full = new IceSettings(Optional.empty(), IceMode.FULL, List.of(), 25_000, 27_999);
        return start(OpusChoice.AUTO, consentNanos, 600, 1, full);
    }

    private static TestEngine start(OpusChoice choice, long consentNanos, int maxBridges, int loops, IceSettings ice)
            throws Exception {
        MediaSettings settings = new MediaSettings(
                InetAddress.getLoopbackAddress(),
                Optional.empty(),
                0,
                30_000,
                39_999,
                loops,
                choice,
                Optional.empty(),
                maxBridges,
                ice);
        return new TestEngine(MediaEngine.start(settings, consentNanos), OpusEngines.choose(choice, Optional.empty()));
    }

    MediaEngine engine() {
        return engine;
    }

    BrowserPeer newBrowser() throws Exception {
        return new BrowserPeer(opus, SrtpProfile.OVER_DTLS, 0);
    }

    BrowserPeer newBrowser(List<SrtpProfile> profiles, int helloPaddingBytes) throws Exception {
        return new BrowserPeer(opus, profiles, helloPaddingBytes);
    }

    TestCall callToTrunk() throws Exception {
        return callToTrunk(SrtpProfile.OVER_DTLS, G711Law.PCMU, 20);
    }

    TestCall callToTrunk(List<SrtpProfile> profiles, G711Law law, int ptimeMillis) throws Exception {
        TestCall call = new TestCall(engine, newBrowser(profiles, 0), new TrunkPeer(law, ptimeMillis));
        call.connectTrunk();
        call.connectBrowser();
        return call;
    }

    long count(MediaCounter counter) {
        return engine.counters().value(counter);
    }

    @Override
    public void close() {
        engine.close();
    }
}
