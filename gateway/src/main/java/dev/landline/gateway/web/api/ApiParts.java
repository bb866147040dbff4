package dev.landline.gateway.web.api;

import dev.landline.gateway.activity.ActivityFeed;
import dev.landline.gateway.activity.CallActivity;
import dev.landline.gateway.activity.CallRecorder;
import dev.landline.gateway.call.PersonalSettings;
import dev.landline.gateway.config.AccountConfig;
import dev.landline.gateway.config.ApiConfig;
import dev.landline.gateway.config.Role;
import dev.landline.gateway.store.Scope;
import dev.landline.gateway.store.Store;
import dev.landline.gateway.web.AccessTokens;
import dev.landline.gateway.web.SignIn;
import dev.landline.sip.Replaces;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * What the API stands on.
 *
 * @param wishes what people want done with their calls
 * @param passwords says whether a password is right, and slows guessers down; must not block
 * @param tokens for signing in over SIP; empty when that is turned off
 * @param dialogs the call that a page's dialog belongs to; must not block
 * @param pages how many pages of a user can be rung; must not block
 */
public record ApiParts(
        ApiConfig config,
        Map<String, AccountConfig> accounts,
        Store store,
        CallActivity activity,
        ActivityFeed feed,
        PersonalSettings wishes,
        CallRecorder recorder,
        SignIn.Passwords passwords,
        Optional<AccessTokens> tokens,
        Function<Replaces, Optional<String>> dialogs,
        ToIntFunction<String> pages) {

    public ApiParts {
        accounts = Map.copyOf(accounts);
    }

    boolean isSupervisor(String user) {
        AccountConfig account = accounts.get(user);
        return account != null && account.features().role() == Role.SUPERVISOR;
    }

    /** A call that goes on, if it is in this scope. */
    boolean goesOn(Scope scope, String call) {
        return activity.call(call)
                .filter(live -> switch (scope) {
                    case Scope.Everybody() -> true;
                    case Scope.Of(String person) -> live.people().contains(person);
                })
                .isPresent();
    }
}
