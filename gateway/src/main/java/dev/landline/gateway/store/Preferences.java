package dev.landline.gateway.store;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** What each person has set, by name: the meaning is the business of whoever reads it. */
public final class Preferences {

    /** Most characters of one value. */
    public static final int LENGTH_MAX = 4000;

    /** Most names of one person. */
    public static final int COUNT_MAX = 64;

    private final StoreAccess access;

    Preferences(StoreAccess access) {
        this.access = access;
    }

    public Map<String, String> of(String person) {
        return access.in(handle -> {
            Map<String, String> all = new TreeMap<>();
            handle.createQuery("select name, text from settings where person = :person")
                    .bind("person", person)
                    .map((row, _) -> all.put(row.getString("name"), row.getString("text")))
                    .list();
            return all;
        });
    }

    /** What everybody has set under names that begin like this, by person and name. */
    public Map<String, Map<String, String>> beginning(String prefix) {
        return access.in(handle -> {
            Map<String, Map<String, String>> all = new TreeMap<>();
            handle.createQuery("select person, name, text from settings where left(name, :length) = :prefix")
                    .bind("length", prefix.length())
                    .bind("prefix", prefix)
                    .map((row, _) -> all.computeIfAbsent(row.getString("person"), _ -> new TreeMap<>())
                            .put(row.getString("name"), row.getString("text")))
                    .list();
            return all;
        });
    }

    /** Sets a value, or with none takes it away; false when the person has {@link #COUNT_MAX} already. */
    public boolean set(String person, String name, Optional<String> text) {
        return access.in(handle -> {
            if (text.isEmpty()) {
                handle.createUpdate("delete from settings where person = :person and name = :name")
                        .bind("person", person)
                        .bind("name", name)
                        .execute();
                return true;
            }
            String kept = CallRows.clip(text.get(), LENGTH_MAX);
            int known = handle.createUpdate("update settings set text = :text where person = :person and name = :name")
                    .bind("person", person)
                    .bind("name", name)
                    .bind("text", kept)
                    .execute();
            return known == 1 || insert(handle, person, name, kept);
        });
    }

    private static boolean insert(Handle handle, String person, String name, String text) {
        int already = handle.createQuery("select count(*) from settings where person = :person")
                .bind("person", person)
                .mapTo(Integer.class)
                .one();
        if (already >= COUNT_MAX) {
            return false;
        }
        handle.createUpdate("insert into settings (person, name, text) values (:person, :name, :text)")
                .bind("person", person)
                .bind("name", name)
                .bind("text", text)
                .execute();
        return true;
    }
}
