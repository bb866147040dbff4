package dev.landline.gateway.activity;

import dev.landline.gateway.call.PersonalSettings;
import dev.landline.gateway.call.PersonalSettings.Wishes;
import dev.landline.gateway.config.Forwarding;
import dev.landline.gateway.store.Store;
import dev.landline.gateway.store.StoreDown;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries what people want done with their calls over a restart: each change goes to the store, and once that is open
 * the wishes of everybody come back. The calls never wait for it.
 */
public final class WishKeeper implements AutoCloseable {

    private static final String PREFIX = "calls.";
    private static final String UNDISTURBED = PREFIX + "undisturbed";
    private static final String ALWAYS = PREFIX + "forward-always";
    private static final String BUSY = PREFIX + "forward-busy";
    private static final String NO_ANSWER = PREFIX + "forward-no-answer";
    private static final String NOT_SIGNED_IN = PREFIX + "forward-not-signed-in";
    private static final String RINGING_SECONDS = PREFIX + "ringing-seconds";

    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Logger LOG = LoggerFactory.getLogger(WishKeeper.class);

    private final Store store;
    private final PersonalSettings settings;
    private final Thread thread = Thread.ofVirtual().name("wish-keeper").unstarted(this::run);
    // Written once by close(), read by the thread.
    private volatile boolean closing;

    private WishKeeper(Store store, PersonalSettings settings) {
        this.store = store;
        this.settings = settings;
    }

    /** Hears of changes from now on, and brings back what was. */
    public static WishKeeper start(Store store, PersonalSettings settings) {
        WishKeeper keeper = new WishKeeper(store, settings);
        settings.whenChanged(keeper::keep);
        keeper.thread.start();
        return keeper;
    }

    private void keep(String user, Wishes wishes) {
        written(wishes).forEach((name, text) -> {
            if (!store.keep(user, name, Optional.of(text))) {
                LOG.warn("what a person wants done with calls will not outlast a restart user={}", user);
            }
        });
    }

    private void run() {
        while (!closing && !restored()) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private boolean restored() {
        try {
            store.preferences()
                    .beginning(PREFIX)
                    .forEach((user, kept) -> settings.restore(user, configured -> read(configured, kept)));
            return true;
        } catch (StoreDown e) {
            LOG.debug("wishes cannot be read yet: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("wishes of people cannot be read; they have those of the configuration", e);
            return true;
        }
        return false;
    }

    /** As the store keeps them; a number that is off is the empty text, for it may be on in the configuration. */
    static Map<String, String> written(Wishes wishes) {
        Forwarding rules = wishes.forwarding();
        Map<String, String> all = new TreeMap<>();
        all.put(UNDISTURBED, wishes.undisturbed() ? "on" : "off");
        all.put(ALWAYS, rules.always().orElse(""));
        all.put(BUSY, rules.busy().orElse(""));
        all.put(NO_ANSWER, rules.noAnswer().orElse(""));
        all.put(NOT_SIGNED_IN, rules.notSignedIn().orElse(""));
        all.put(RINGING_SECONDS, Long.toString(rules.noAnswerAfter().toSeconds()));
        return all;
    }

    /** What was kept, and for the rest what is configured. */
    static Wishes read(Wishes configured, Map<String, String> kept) {
        Forwarding rules = configured.forwarding();
        String undisturbed = kept.get(UNDISTURBED);
        return new Wishes(
                undisturbed == null ? configured.undisturbed() : undisturbed.equals("on"),
                new Forwarding(
                        number(kept, ALWAYS, rules.always()),
                        number(kept, BUSY, rules.busy()),
                        number(kept, NO_ANSWER, rules.noAnswer()),
                        number(kept, NOT_SIGNED_IN, rules.notSignedIn()),
                        ringing(kept.getOrDefault(RINGING_SECONDS, ""), rules.noAnswerAfter())));
    }

    private static Optional<String> number(Map<String, String> kept, String name, Optional<String> configured) {
        String text = kept.get(name);
        return text == null ? configured : Optional.of(text).filter(number -> !number.isEmpty());
    }

    private static Duration ringing(String seconds, Duration configured) {
        return seconds.matches("[0-9]{1,4}") ? Duration.ofSeconds(Integer.parseInt(seconds)) : configured;
    }

    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
    }
}
