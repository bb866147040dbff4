package dev.landline.gateway.call;

import dev.landline.gateway.config.AccountConfig;
import dev.landline.gateway.config.Forwarding;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What each person wants done with calls now: as configured, until the person dials a feature code. Kept in memory, as
 * many as there are accounts. Safe from any thread.
 */
final class PersonalSettings {

    /** The wishes of one person. */
    record Wishes(boolean undisturbed, Forwarding forwarding) {

        static final Wishes NONE = new Wishes(false, Forwarding.NONE);
    }

    private final Map<String, Wishes> ofUser = new ConcurrentHashMap<>();

    /** Those who may call a few numbers only. */
    private final Map<String, Set<String>> mayCall;

    PersonalSettings(Collection<AccountConfig> accounts) {
        for (AccountConfig account : accounts) {
            ofUser.put(
                    account.user(),
                    new Wishes(
                            account.features().doNotDisturb(),
                            account.features().forwarding()));
        }
        mayCall = accounts.stream()
                .filter(account -> !account.features().mayCall().isEmpty())
                .collect(Collectors.toUnmodifiableMap(
                        AccountConfig::user,
                        account -> Set.copyOf(account.features().mayCall())));
    }

    Wishes of(String user) {
        return ofUser.getOrDefault(user, Wishes.NONE);
    }

    /** Whether an account may dial this at all. */
    boolean mayCall(String user, String dialled) {
        Set<String> numbers = mayCall.get(user);
        return numbers == null || numbers.contains(dialled);
    }

    /** Changes the wishes of a person whom we know; does nothing for others. */
    void change(String user, UnaryOperator<Wishes> change) {
        ofUser.computeIfPresent(user, (_, wishes) -> change.apply(wishes));
    }
}
