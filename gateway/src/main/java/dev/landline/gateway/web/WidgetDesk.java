package dev.landline.gateway.web;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Gives visitors of other sites' pages a token to call with (POST /api/widget/token): pages of the origins that the
 * configuration names, as the account it names, for a short time. Nobody is asked who they are, so that the account may
 * call a few numbers only, and an address gets few tokens. Owned by the server's event loop.
 */
final class WidgetDesk {

    static final String PATH = "/api/widget/token";

    /** The script that other sites load, and whatever it loads. */
    static final String SCRIPTS = "/widget/";

    private static final int TOKENS_A_MINUTE = 20;
    private static final int ADDRESSES_MAX = 10_000;
    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final Map<String, String> accounts;
    private final String sipDomain;
    private final AccessTokens tokens;
    private final WebCounters counters;
    private final Answers answers;
    private final LongSupplier clock;
    private final Map<String, Integer> given = new HashMap<>();
    private long minuteBegan;

    WidgetDesk(WebContent content, AccessTokens tokens, WebCounters counters, Answers answers, LongSupplier clock) {
        this.accounts = content.widgets();
        this.sipDomain = content.sipDomain();
        this.tokens = tokens;
        this.counters = counters;
        this.answers = answers;
        this.clock = clock;
        this.minuteBegan = clock.getAsLong();
    }

    void asked(HttpServerRequest request) {
        String origin = Optional.ofNullable(request.getHeader("Origin")).orElse("");
        String account = accounts.get(origin);
        if (!request.method().equals(HttpMethod.POST)) {
            request.response().putHeader("Allow", "POST");
            refuse(request, 405, "A token is asked for by POST.");
        } else if (account == null) {
            refuse(request, 403, "Pages of this origin have no widget here; the setting is landline.widgets.");
        } else {
            open(request, origin);
            if (isTooMany(request.remoteAddress().hostAddress())) {
                request.response().putHeader("Retry-After", "60");
                refuse(request, 429, "Too many calls from here. Try again in a minute.");
            } else {
                give(request, account, origin);
            }
        }
    }

    /** Lets the page of this origin read the answer, and no other. */
    private static void open(HttpServerRequest request, String origin) {
        request.response()
                .putHeader("Access-Control-Allow-Origin", origin)
                .putHeader("Cross-Origin-Resource-Policy", "cross-origin")
                .putHeader("Vary", "Origin");
    }

    private boolean isTooMany(String address) {
        long now = clock.getAsLong();
        if (now - minuteBegan > MINUTE_NANOS) {
            minuteBegan = now;
            given.clear();
        }
        if (!given.containsKey(address) && given.size() >= ADDRESSES_MAX) {
            return true;
        }
        return given.merge(address, 1, Integer::sum) > TOKENS_A_MINUTE;
    }

    private void give(HttpServerRequest request, String account, String origin) {
        counters.add(WebCounter.WIDGET_TOKENS_GIVEN);
        request.response().putHeader("Cache-Control", "no-store");
        JsonObject answer = new JsonObject()
                .put("user", account)
                .put("token", tokens.issue(account, Optional.of(origin)))
                .put("expiresIn", tokens.lifetimeSeconds())
                .put("sipDomain", sipDomain);
        answers.send(request, "application/json", answer.toBuffer());
    }

    private void refuse(HttpServerRequest request, int status, String sentence) {
        counters.add(WebCounter.WIDGET_TOKENS_REFUSED);
        answers.sayAndClose(request, status, sentence);
    }
}
