package dev.landline.gateway.call;

import dev.landline.gateway.config.AccountConfig;
import dev.landline.gateway.config.Forwarding;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What each person wants done with calls now: as configured, until the person says otherwise by a feature code or on the
 * page. In memory, as many as there are accounts; whoever asks for it is told of changes, to keep them. Safe from any
 * thread.
 */
public final class PersonalSettings {

    /** The wishes of one person. */
    public record Wishes(boolean undisturbed, Forwarding forwarding) {

        static final Wishes NONE = new Wishes(false, Forwarding.NONE);

        /** The same with calls that ring, or not. */
        public Wishes withUndisturbed(boolean on) {
            return new Wishes(on, forwarding);
        }
    }

    private final Map<String, Wishes> ofUser = new ConcurrentHashMap<>();

    /** Who has said something since the start. */
    private final Set<String> said = ConcurrentHashMap.newKeySet();

    /** Those who may call a few numbers only. */
    private final Map<String, Set<String>> mayCall;

    // Written once at the start, read by whoever changes something.
    private volatile BiConsumer<String, Wishes> changed = (_, _) -> {};

    public PersonalSettings(Collection<AccountConfig> accounts) {
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

    /** From now on this one hears of changes, on the thread that makes them: must not block. */
    public void whenChanged(BiConsumer<String, Wishes> other) {
        changed = other;
    }

    /** What a person wants; nothing special of somebody whom we do not know. */
    public Wishes of(String user) {
        return ofUser.getOrDefault(user, Wishes.NONE);
    }

    /** Whether an account may dial this at all. */
    boolean mayCall(String user, String dialled) {
        Set<String> numbers = mayCall.get(user);
        return numbers == null || numbers.contains(dialled);
    }

    /** Changes the wishes of a person whom we know; does nothing for others. */
    public void change(String user, UnaryOperator<Wishes> change) {
        Wishes now = ofUser.computeIfPresent(user, (_, wishes) -> {
            said.add(user);
            return change.apply(wishes);
        });
        if (now != null) {
            changed.accept(user, now);
        }
    }

    /** Wishes from before a restart, which nobody need keep again. What a person has said since then wins. */
    public void restore(String user, UnaryOperator<Wishes> change) {
        ofUser.computeIfPresent(user, (_, wishes) -> said.contains(user) ? wishes : change.apply(wishes));
    }
}
