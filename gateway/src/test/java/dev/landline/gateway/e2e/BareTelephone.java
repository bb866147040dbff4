package dev.landline.gateway.e2e;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** JsSIP in a tab of Chromium without a softphone around it: for what people do with several calls at once. */
final class BareTelephone {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Tab tab;

    private BareTelephone(Tab tab) {
        this.tab = tab;
    }

    /** Signs in. Its microphone plays a tone of its own. */
    static BareTelephone signIn(Scene scene, String user, double microphoneHertz) {
        return signIn(scene, user, microphoneHertz, "signIn");
    }

    /** Signs in by a token that it gets for the password. */
    static BareTelephone signInByToken(Scene scene, String user) {
        return signIn(scene, user, Browser.MICROPHONE_HERTZ, "signInByToken");
    }

    private static BareTelephone signIn(Scene scene, String user, double microphoneHertz, String act) {
        Tab tab = scene.tab(new JsonObject()
                .put("bareTelephone", true)
                .put("microphoneHertz", microphoneHertz)
                .put("microphoneAmplitude", Browser.MICROPHONE_AMPLITUDE));
        BareTelephone phone = new BareTelephone(tab);
        String page = scene.gateway().page();
        phone.act(act, page.replaceFirst("http", "ws") + "sip", user, "landline.internal", password(user));
        return phone;
    }

    private static String password(String user) {
        return GatewayFile.password(user);
    }

    /** Calls and waits until it is answered. */
    BareTelephone talks(String call, String number) {
        act("call", call, number);
        await(call, "talking");
        return this;
    }

    void answers(String call) {
        await(call, "trying", "ringing");
        act("answer", call);
        await(call, "talking");
    }

    /** Tells the page to do something, by its name in page-phone.js. */
    Object act(String act, Object... words) {
        return tab.phone(act, new JsonArray(List.of(words)));
    }

    String state(String call) {
        return String.valueOf(act("state", call));
    }

    void await(String call, String... states) {
        Await.value(
                () -> call + " to be " + List.of(states) + "; it is " + state(call) + ", said " + act("said"),
                PATIENCE,
                () -> Optional.of(state(call)).filter(List.of(states)::contains));
    }

    /** Waits until the transfer that was asked for in a call has this news: 202, then the status lines. */
    void awaitNews(String call, int status) {
        Await.value(
                () -> "news " + status + " of " + call + "; so far " + act("news", call),
                PATIENCE,
                () -> Optional.of((JsonArray) act("news", call)).filter(news -> news.contains(status)));
    }

    void assertHears(String call, double hertz, double amplitude) {
        int connection = (Integer) act("connection", call);
        Tone.awaitSine("in call " + call, hertz, amplitude, () -> tab.toneOf(connection));
    }

    /** What it hears in a call now. */
    Optional<Tone> tone(String call) {
        return tab.toneOf((Integer) act("connection", call));
    }

    /** How often the call's peer connection was given a remote description. */
    int descriptions(String call) {
        return (Integer) act("descriptions", call);
    }

    Tab tab() {
        return tab;
    }
}
