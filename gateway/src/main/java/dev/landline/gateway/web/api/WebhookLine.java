package dev.landline.gateway.web.api;

import dev.landline.gateway.config.WebhookConfig;
import dev.landline.gateway.config.WebhookConfig.Occurrence;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One receiver: told in order, one thing at a time, on a virtual thread of its own. What is not taken is tried again twice;
 * at most {@link #WAITING} things wait.
 */
final class WebhookLine implements AutoCloseable {

    static final int WAITING = 256;

    private static final int TRIES = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Logger LOG = LoggerFactory.getLogger(WebhookLine.class);

    private record Told(Occurrence occurrence, String at, String body) {}

    private final WebhookConfig config;
    private final BlockingQueue<Told> queue = new ArrayBlockingQueue<>(WAITING);
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            // Where a redirection leads nobody has configured.
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final LongAdder told = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final Thread thread = Thread.ofVirtual().name("webhook").unstarted(this::run);

    private WebhookLine(WebhookConfig config) {
        this.config = config;
    }

    static WebhookLine start(WebhookConfig config) {
        WebhookLine line = new WebhookLine(config);
        line.thread.start();
        return line;
    }

    /** Never blocks. */
    void tell(Occurrence occurrence, String at, String body) {
        if (config.events().contains(occurrence) && !queue.offer(new Told(occurrence, at, body))) {
            lose("too much waits");
        }
    }

    private void run() {
        try {
            while (true) {
                Told next = queue.take();
                deliver(next);
            }
        } catch (InterruptedException _) {
            LOG.debug("a webhook ends url={}", config.url());
        }
    }

    private void deliver(Told next) throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        for (int attempt = 1; ; attempt++) {
            String trouble = post(next);
            if (trouble.isEmpty()) {
                told.increment();
                return;
            }
            if (attempt == TRIES) {
                lose(trouble);
                return;
            }
            Thread.sleep(pause);
            pause = pause.multipliedBy(4);
        }
    }

    /** Returns what went wrong; empty when it was taken. */
    private String post(Told next) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(config.url())
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("X-Landline-Event", Asked.word(next.occurrence()))
                .header("X-Landline-Time", next.at())
                .POST(HttpRequest.BodyPublishers.ofString(next.body()));
        config.secret().ifPresent(key -> request.header("X-Landline-Signature", hmac(key, next.at(), next.body())));
        try {
            int status = client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            return status >= 200 && status < 300 ? "" : "it answers " + status;
        } catch (IOException e) {
            return "it cannot be reached: " + e.getClass().getSimpleName();
        }
    }

    /** Says so at the 1st, 2nd, 4th and so on: a receiver that is gone would fill the log. */
    private void lose(String why) {
        lost.increment();
        if (Long.bitCount(lost.sum()) == 1) {
            LOG.warn("a webhook was not told of a call, {} in all: {} url={}", lost.sum(), why, config.url());
        }
    }

    static String hmac(String key, String at, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] signed = mac.doFinal((at + "." + body).getBytes(StandardCharsets.UTF_8));
            return "sha256=" + HexFormat.of().formatHex(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    long told() {
        return told.sum();
    }

    long lost() {
        return lost.sum();
    }

    @Override
    public void close() {
        thread.interrupt();
        client.shutdownNow();
    }
}
