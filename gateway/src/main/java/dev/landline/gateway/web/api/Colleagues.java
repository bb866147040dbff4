package dev.landline.gateway.web.api;

import dev.landline.gateway.activity.LiveCall;
import dev.landline.gateway.config.AccountConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;

/**
 * Who is there. That somebody is in a call is told to supervisors and to those who may watch them; the others only learn
 * whether they can be reached.
 */
record Colleagues(ApiParts parts) {

    JsonArray seenBy(String asker) {
        JsonArray all = new JsonArray();
        parts.accounts().values().stream()
                .sorted(Comparator.comparing(AccountConfig::displayName).thenComparing(AccountConfig::user))
                .forEach(account -> all.add(presence(asker, account.user())
                        .put("displayName", account.displayName())
                        .put("numbers", new JsonArray(account.numbers()))));
        return all;
    }

    JsonObject presence(String asker, String user) {
        return new JsonObject().put("user", user).put("availability", availability(asker, user));
    }

    private String availability(String asker, String user) {
        if (mayWatch(asker, user)) {
            List<LiveCall> calls = parts.activity().calls().stream()
                    .filter(call -> call.people().contains(user))
                    .toList();
            if (calls.stream().anyMatch(call -> call.state() == LiveCall.State.TALKING)) {
                return "in-call";
            }
            if (!calls.isEmpty()) {
                return "ringing";
            }
        }
        return parts.pages().applyAsInt(user) > 0 ? "available" : "offline";
    }

    private boolean mayWatch(String asker, String user) {
        AccountConfig account = parts.accounts().get(asker);
        return asker.equals(user)
                || parts.isSupervisor(asker)
                || (account != null
                        && (account.watches().contains("*") || account.watches().contains(user)));
    }
}
