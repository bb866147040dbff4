package dev.landline.gateway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The real process with its database in a file: what a call leaves behind, as a supervisor's page asks for it. */
class CallRecordsTest {

    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void aCallLeavesItsRecordAndItsRecording() throws Exception {
        Scenario scenario =
                Scenario.read(Scenario.folder().resolve("calls/a-call-is-set-up-and-hung-up-by-the-caller.xml"));
        try (SuiteGateway gateway = SuiteGateway.start("recorded", List.of(scenario))) {
            new ScenarioRun(gateway, scenario).assertGoesAsItSays();
            String cookie = signIn(gateway.process());
            String calls = Await.value(
                    () -> "the call's record:\n" + gateway.process().log(),
                    Duration.ofSeconds(20),
                    () -> Optional.of(
                                    get(gateway.process(), cookie, "/api/calls").body())
                            .filter(text -> text.contains("\"recordingCount\":1")));
            assertTrue(calls.contains("\"direction\":\"transit\""), calls);
            assertTrue(calls.contains("\"outcome\":\"answered\""), calls);
            assertTrue(calls.contains("\"address\":\"+442079460255\""), calls);
            assertTrue(calls.contains("\"trunk\":\"pbx-0\"") && calls.contains("\"trunk\":\"carrier-0\""), calls);
            String recordings =
                    get(gateway.process(), cookie, "/api/recordings").body();
            Matcher id = ID.matcher(recordings);
            assertTrue(id.find(), recordings);
            HttpResponse<String> sound = get(gateway.process(), cookie, "/api/recordings/" + id.group(1));
            assertEquals(200, sound.statusCode());
            assertEquals("audio/wav", sound.headers().firstValue("Content-Type").orElse(""));
            assertTrue(sound.body().startsWith("RIFF"));
            assertEquals(1, gateway.process().metric("landline_store_up"));
            gateway.process().stop();
        }
    }

    @Test
    void whoGuessesPasswordsIsSlowedDown() throws Exception {
        try (GatewayProcess gateway = GatewayProcess.start(new GatewayFile())) {
            int guesses = 0;
            while (guesses < 100 && post(gateway, "guess").statusCode() == 401) {
                guesses++;
            }
            assertEquals(429, post(gateway, "guess").statusCode(), guesses + " guesses");
            HttpResponse<String> right = post(gateway, GatewayFile.password("alice"));
            assertEquals(429, right.statusCode(), "not even the right one is looked at now");
        }
    }

    private HttpResponse<String> post(GatewayProcess gateway, String password)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(gateway.page() + "api/session"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"user\":\"alice\",\"password\":\"" + password + "\"}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String signIn(GatewayProcess gateway) throws IOException, InterruptedException {
        HttpResponse<String> answer = post(gateway, GatewayFile.password("alice"));
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
    }

    private HttpResponse<String> get(GatewayProcess gateway, String cookie, String path) {
        try {
            return client.send(
                    HttpRequest.newBuilder(URI.create(gateway.page()).resolve(path))
                            .header("Cookie", cookie)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
