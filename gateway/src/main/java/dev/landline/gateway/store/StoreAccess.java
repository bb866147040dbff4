package dev.landline.gateway.store;

import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Runs statements on the database when it is there. Safe from any thread; each use blocks for seconds at most. */
final class StoreAccess {

    // Written by the writer's thread, read by all.
    private volatile Optional<Database> database = Optional.empty();

    void opened(Database opened) {
        database = Optional.of(opened);
    }

    void closed() {
        database.ifPresent(Database::close);
        database = Optional.empty();
    }

    boolean isOpen() {
        return database.isPresent();
    }

    /**
     * One transaction.
     *
     * @throws StoreDown when the database cannot be used now
     */
    <T> T in(Function<Handle, T> work) {
        Database used = database.orElseThrow(() -> new StoreDown("the database is not open", null));
        try {
            return used.jdbi().inTransaction(work::apply);
        } catch (RuntimeException e) {
            if (Database.isOutage(e)) {
                throw new StoreDown("the database does not respond", e);
            }
            throw e;
        }
    }
}
