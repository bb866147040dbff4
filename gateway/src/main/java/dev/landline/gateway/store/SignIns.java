package dev.landline.gateway.store;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;

/** Who has signed in, so that a restart signs nobody out. What a browser shows is not kept, only its hash. */
public final class SignIns {

    private final StoreAccess access;

    /**
     * One session.
     *
     * @param hash of the cookie's value, in hexadecimal
     */
    public record SignInEntry(String hash, String person, Instant begun) {}

    SignIns(StoreAccess access) {
        this.access = access;
    }

    /** Those that began after a time, the oldest first. */
    public List<SignInEntry> since(Instant begun, int most) {
        return access.in(handle -> handle.createQuery(
                        "select hash, person, begun from sign_ins where begun > :begun order by begun desc limit :most")
                .bind("begun", Timestamp.from(begun))
                .bind("most", most)
                .map((row, _) -> new SignInEntry(
                        row.getString("hash"),
                        row.getString("person"),
                        row.getTimestamp("begun").toInstant()))
                .list()
                .reversed());
    }

    /** Keeps one, and forgets those that began before a time. */
    public void keep(SignInEntry entry, Instant over) {
        access.in(handle -> {
            handle.createUpdate("delete from sign_ins where begun < :over")
                    .bind("over", Timestamp.from(over))
                    .execute();
            return handle.createUpdate("insert into sign_ins (hash, person, begun) values (:hash, :person, :begun)")
                    .bind("hash", entry.hash())
                    .bind("person", entry.person())
                    .bind("begun", Timestamp.from(entry.begun()))
                    .execute();
        });
    }

    public void forget(String hash) {
        access.in(handle -> handle.createUpdate("delete from sign_ins where hash = :hash")
                .bind("hash", hash)
                .execute());
    }
}
