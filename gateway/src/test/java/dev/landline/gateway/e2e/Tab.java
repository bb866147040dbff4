package dev.landline.gateway.e2e;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** One tab with the softphone: does what a person does there, and hears what a person hears. */
final class Tab implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(12);
    private static final int DIGIT_CLOCK = 48_000;

    private final Browser browser;
    private final int number;

    Tab(Browser browser, int number) {
        this.browser = browser;
        this.number = number;
    }

    /** Signs in and waits until the line is ready. */
    Tab signIn(String user, String password) {
        enterSignIn(user, password);
        awaitLine("ready");
        return this;
    }

    void enterSignIn(String user, String password) {
        fill("sign-in-user", user);
        fill("sign-in-password", password);
        click("sign-in-submit");
    }

    void dial(String phoneNumber) {
        fill("number", phoneNumber);
        click("call");
    }

    void answer() {
        click("answer");
    }

    void decline() {
        click("decline");
    }

    void hangUp() {
        click("hang-up");
    }

    void mute() {
        click("mute");
    }

    void openKeypad() {
        click("keypad");
    }

    /** Presses a key of the open keypad. */
    void pressDigit(char digit) {
        String name = switch (digit) {
            case '*' -> "star";
            case '#' -> "hash";
            default -> String.valueOf(digit);
        };
        click("key-" + name);
    }

    void awaitLine(String state) {
        awaitText("line " + state, () -> attribute("line-state", "data-state"), state);
    }

    /** Waits for a phase of the call: calling, ringing, early-media, in-call, ended ... */
    void awaitCall(String state) {
        awaitText("call " + state, () -> phase(state), state);
    }

    private Optional<String> phase(String wanted) {
        Optional<String> phase = attribute("call-state", "data-state");
        if (phase.equals(Optional.of("ended")) && !wanted.equals("ended")) {
            throw new AssertionError("the call ended instead of becoming " + wanted + "; " + situation());
        }
        return phase;
    }

    /** Waits until an incoming call shows; returns the words on it. */
    String awaitRinging() {
        return seen("an incoming call", () -> text("incoming-call"));
    }

    /** No incoming call shows any more. */
    void awaitNoRinging() {
        awaitText("the end of the ringing", () -> Optional.of(String.valueOf(count("incoming-call"))), "0");
    }

    /** Waits for the end of the call; returns the words that say why. */
    String awaitEnded() {
        awaitCall("ended");
        return seen("the reason of the end", () -> text("ended-reason"));
    }

    /** A value in the details of an ended call, by its label. */
    Optional<String> endedDetail(String label) {
        return text("ended-" + label);
    }

    String signInProblem() {
        return seen("a sign-in problem", () -> text("sign-in-problem"));
    }

    /** Waits until this sine is heard. */
    void assertHears(double hertz, double amplitude) {
        Tone.awaitSine("in the browser", hertz, amplitude, this::tone);
    }

    /** What one of the page's peer connections hears, in the order in which they were made. */
    Optional<Tone> toneOf(int connection) {
        return tone((JsonObject) call("toneOf", new JsonObject().put("connection", connection)));
    }

    /** Has a bare telephone do something. */
    Object phone(String act, JsonArray words) {
        return call("phone", new JsonObject().put("act", act).put("words", words));
    }

    /** What is heard now, a third of a second of it; empty without a live call. */
    Optional<Tone> tone() {
        return tone((JsonObject) call("tone", new JsonObject()));
    }

    private static Optional<Tone> tone(JsonObject measured) {
        return Optional.ofNullable(measured)
                .map(tone -> new Tone(tone.getDouble("hertz"), tone.getDouble("dbfs"), tone.getDouble("purity")));
    }

    /** How loud each of these tones is now, 0 to 1; empty without a live call. */
    Optional<double[]> amplitudes(double... hertz) {
        return Optional.ofNullable((JsonArray) call("amplitudes", new JsonObject().put("hertz", list(hertz))))
                .map(Tab::numbers);
    }

    private static JsonArray list(double... numbers) {
        return new JsonArray(Arrays.stream(numbers).boxed().toList());
    }

    private static double[] numbers(JsonArray list) {
        return list.stream()
                .mapToDouble(number -> ((Number) number).doubleValue())
                .toArray();
    }

    /** received, lost, sent, srtpCipher, dtlsState, opusParameters of the newest live call. */
    JsonObject stats() {
        return (JsonObject) call("stats", new JsonObject());
    }

    /** Milliseconds from the last click to invite, answer, connected and sound; the tab must have wished for times. */
    JsonObject times() {
        return (JsonObject) call("times", new JsonObject());
    }

    /** How often the newest call's peer connection was given a description of the other side. */
    int descriptions() {
        return (Integer) call("descriptions", new JsonObject());
    }

    /** The digits that came from the other side, on an event clock of 48 kHz; the tab must have wished to read them. */
    List<HeardDigit> digits() {
        return ((JsonArray) call("digits", new JsonObject()))
                .stream()
                        .map(JsonObject.class::cast)
                        .map(digit -> new HeardDigit(
                                digit.getString("symbol").charAt(0),
                                digit.getInteger("ticks"),
                                digit.getInteger("packets"),
                                digit.getInteger("ends")))
                        .toList();
    }

    static int digitClock() {
        return DIGIT_CLOCK;
    }

    /** Cuts the page's SIP connections, as a lost network would. */
    void dropSockets() {
        call("dropSockets", new JsonObject());
    }

    /** Loads the page again, as F5 does. */
    void reload() {
        call("reload", new JsonObject());
    }

    /** The page's process dies: nobody says goodbye to anybody. */
    void crash() {
        call("crash", new JsonObject());
    }

    /** The words on the page. */
    String words() {
        return String.valueOf(call("allText", new JsonObject()));
    }

    void click(String testId) {
        call("click", new JsonObject().put("testId", testId));
    }

    void fill(String testId, String text) {
        call("fill", new JsonObject().put("testId", testId).put("text", text));
    }

    /** The person allows the microphone after all, in the browser's own question. */
    void allowMicrophone() {
        call("allowMicrophone", new JsonObject());
    }

    /** Presses a key as Playwright names it: {@code Tab}, {@code Shift+E}. */
    void press(String key) {
        call("press", new JsonObject().put("key", key));
    }

    /** Types to wherever the focus is. */
    void type(String text) {
        call("type", new JsonObject().put("text", text));
    }

    /** The test id of what has the focus. */
    String focused() {
        return String.valueOf(call("focused", new JsonObject()));
    }

    /** Whether people see where the focus is. */
    boolean focusShows() {
        return (Boolean) call("focusShows", new JsonObject());
    }

    /** Chooses an entry of a list by its value. */
    void choose(String testId, String value) {
        call("choose", new JsonObject().put("testId", testId).put("value", value));
    }

    /** Gives a file to a field for files. */
    void file(String testId, String name, String type, String text) {
        call(
                "file",
                new JsonObject()
                        .put("testId", testId)
                        .put("name", name)
                        .put("type", type)
                        .put("text", text));
    }

    /** The {@code name} and {@code text} of the file that a click on this saves. */
    JsonObject saved(String testId) {
        return (JsonObject) call("saved", new JsonObject().put("testId", testId));
    }

    /** The titles of the notifications that this tab's page shows. */
    List<String> notifications() {
        return ((JsonArray) call("notifications", new JsonObject()))
                .stream().map(String.class::cast).toList();
    }

    /** Clicks one of the buttons on the notification. */
    void clickNotification(String action) {
        call("clickNotification", new JsonObject().put("action", action));
    }

    /** How loud each of these tones is, 0 to 1, in each channel of what a player would play. */
    double[][] played(String testId, double... hertz) {
        JsonArray channels = (JsonArray)
                call("played", new JsonObject().put("testId", testId).put("hertz", list(hertz)));
        return channels.stream().map(JsonArray.class::cast).map(Tab::numbers).toArray(double[][]::new);
    }

    void awaitCount(String testId, int expected) {
        awaitText(
                expected + " of " + testId, () -> Optional.of(String.valueOf(count(testId))), String.valueOf(expected));
    }

    int count(String testId) {
        return (Integer) call("count", new JsonObject().put("testId", testId));
    }

    Optional<String> attribute(String testId, String name) {
        return Optional.ofNullable((String)
                call("attribute", new JsonObject().put("testId", testId).put("name", name)));
    }

    Optional<String> text(String testId) {
        return Optional.ofNullable((String) call("text", new JsonObject().put("testId", testId)));
    }

    private void awaitText(String what, Supplier<Optional<String>> source, String expected) {
        seen(what, () -> source.get().filter(expected::equals));
    }

    private String seen(String what, Supplier<Optional<String>> source) {
        return Await.value(() -> what + " in the browser; " + situation(), PATIENCE, source);
    }

    /** For a failure: a picture, the page's words and what its console said. */
    private String situation() {
        try {
            Path picture = Places.reports().resolve("tab-" + number + "-" + System.currentTimeMillis() + ".png");
            Files.createDirectories(picture.getParent());
            call("screenshot", new JsonObject().put("path", picture.toString()));
            return "the page says: " + words().replaceAll(" Settings Raw audio.*", "") + "\nit hears " + tone()
                    + ", picture " + picture + "\nconsole: " + call("said", new JsonObject());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Object call(String command, JsonObject parameters) {
        return browser.call(command, parameters.put("tab", number));
    }

    @Override
    public void close() {
        call("close", new JsonObject());
    }
}
