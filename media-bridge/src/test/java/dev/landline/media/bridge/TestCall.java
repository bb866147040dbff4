package dev.landline.media.bridge;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A bridge between a browser peer on side A and a trunk peer on side B, with what it reported. */
final class TestCall implements AutoCloseable {
    private final Queue<MediaEvent> events = new ConcurrentLinkedQueue<>();
    private final Bridge bridge;
    private final BrowserPeer browser;
    private final TrunkPeer trunk;
    private final BrowserLocal browserLocal;
    private final TrunkLocal trunkLocal;

    TestCall(MediaEngine engine, BrowserPeer browser, TrunkPeer trunk) throws Exception {
        this.browser = browser;
        this.trunk = trunk;
        bridge = engine.open("test-call", events::add);
        browserLocal = bridge.openBrowser(Side.A);
        trunkLocal = bridge.openTrunk(Side.B);
    }

    void connectBrowser() {
        bridge.connectBrowser(Side.A, browser.description());
        browser.connect(browserLocal);
    }

    void connectTrunk() {
        bridge.connectTrunk(Side.B, trunk.description());
    }

    void awaitSecured() throws Exception {
        browser.awaitSecured(browserLocal);
        Waiting.until("Secured", () -> event(MediaEvent.Secured.class) != null);
    }

    String securedProfile() {
        return event(MediaEvent.Secured.class).srtpProfile();
    }

    /** The first event of a kind, or null. */
    <E extends MediaEvent> E event(Class<E> kind) {
        return events.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElse(null);
    }

    Queue<MediaEvent> events() {
        return events;
    }

    Bridge bridge() {
        return bridge;
    }

    BrowserPeer browser() {
        return browser;
    }

    TrunkPeer trunk() {
        return trunk;
    }

    BrowserLocal browserLocal() {
        return browserLocal;
    }

    TrunkLocal trunkLocal() {
        return trunkLocal;
    }

    @Override
    public void close() {
        bridge.close();
        browser.close();
        trunk.close();
    }
}
