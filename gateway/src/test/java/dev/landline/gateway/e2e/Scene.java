package dev.landline.gateway.e2e;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A running gateway and a browser, shared by the tests of a class; tabs are closed after each test. */
final class Scene implements AutoCloseable {

    private final GatewayProcess gateway;
    private final Browser browser;
    private final List<Tab> tabs = new ArrayList<>();

    private Scene(GatewayProcess gateway, Browser browser) {
        this.gateway = gateway;
        this.browser = browser;
    }

    static Scene open(GatewayFile file) throws IOException {
        Browser browser = Browser.start();
        try {
            return new Scene(GatewayProcess.start(file), browser);
        } catch (IOException | AssertionError e) {
            browser.close();
            throw e;
        }
    }

    GatewayProcess gateway() {
        return gateway;
    }

    /** A tab with the sign-in form, in a profile of its own. */
    Tab tab() {
        return tab(new JsonObject());
    }

    Tab tab(JsonObject wishes) {
        return tab("profile-" + System.nanoTime(), wishes);
    }

    /** @param profile tabs with the same one share storage and cookies */
    Tab tab(String profile, JsonObject wishes) {
        Tab tab = browser.open(gateway.page(), profile, wishes);
        tabs.add(tab);
        return tab;
    }

    /** A tab where this user's line is ready. */
    Tab signedIn(String user) {
        return tab().signIn(user, GatewayFile.password(user));
    }

    /** The tab goes away in the middle of what it does. */
    void closeTab(Tab tab) {
        tabs.remove(tab);
        tab.close();
    }

    /** Ends every tab and waits until the gateway has no call left. */
    void clear() {
        tabs.forEach(Tab::close);
        tabs.clear();
        awaitNoCalls();
    }

    void awaitNoCalls() {
        Await.until("the end of all calls", Duration.ofSeconds(20), () -> gateway.metric("landline_calls_active") == 0);
    }

    @Override
    public void close() throws IOException {
        browser.close();
        try (gateway) {
            gateway.stop();
        }
    }
}
