package dev.landline.gateway.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;

/** Everybody's contacts, and each person's own. */
public final class Contacts {

    /** Most contacts of one answer. */
    public static final int PAGE_MAX = 500;

    /** What stands in the column of contacts that are everybody's. */
    private static final String EVERYBODY = "";

    private final StoreAccess access;

    Contacts(StoreAccess access) {
        this.access = access;
    }

    /**
     * The contacts that a person sees, by name.
     *
     * @param words each must be found in a contact; none finds all
     * @param skip how many of them to leave out first
     * @param most of one answer, 1 to {@link #PAGE_MAX}
     */
    public List<Contact> find(String person, List<String> words, int skip, int most) {
        return access.in(handle -> {
            StringBuilder sql = new StringBuilder("select id from contacts where owner in (:person, '')");
            for (int i = 0; i < words.size(); i++) {
                sql.append(" and words like :word").append(i).append(" escape '!'");
            }
            Query query = handle.createQuery(sql.append(" order by lower(name), id limit :most offset :skip")
                    .toString());
            for (int i = 0; i < words.size(); i++) {
                query.bind("word" + i, CallSelection.like(words.get(i)));
            }
            List<Long> ids = query.bind("person", person)
                    .bind("most", Math.clamp(most, 1, PAGE_MAX))
                    .bind("skip", skip)
                    .mapTo(Long.class)
                    .list();
            return contacts(handle, ids);
        });
    }

    /** One contact that this person sees. */
    public Optional<Contact> contact(String person, long id) {
        return access.in(handle -> contacts(handle, List.of(id)).stream()
                .filter(contact ->
                        contact.owner().isEmpty() || contact.owner().get().equals(person))
                .findFirst());
    }

    private static List<Contact> contacts(Handle handle, List<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<Long, List<Contact.Phone>> numbers = new HashMap<>();
        handle.createQuery("select * from contact_numbers where contact_id in (<ids>) order by contact_id, place")
                .bindList("ids", ids)
                .map((row, _) -> numbers.computeIfAbsent(row.getLong("contact_id"), _ -> new ArrayList<>())
                        .add(new Contact.Phone(row.getString("label"), row.getString("number"))))
                .list();
        return handle.createQuery("select * from contacts where id in (<ids>) order by lower(name), id")
                .bindList("ids", ids)
                .map((row, _) -> new Contact(
                        row.getLong("id"),
                        CallRows.text(row, "owner").filter(owner -> !owner.equals(EVERYBODY)),
                        row.getString("name"),
                        row.getString("company"),
                        row.getString("email"),
                        row.getString("remark"),
                        numbers.getOrDefault(row.getLong("id"), List.of())))
                .list();
    }

    /**
     * Keeps new contacts of one owner, all or none.
     *
     * @return their ids in the same order; empty when the owner would have more than {@link Contact#COUNT_MAX}
     */
    public Optional<List<Long>> add(Optional<String> owner, List<Contact> contacts, Instant now) {
        return access.in(handle -> {
            int already = handle.createQuery("select count(*) from contacts where owner = :owner")
                    .bind("owner", owner.orElse(EVERYBODY))
                    .mapTo(Integer.class)
                    .one();
            if (already + contacts.size() > Contact.COUNT_MAX) {
                return Optional.empty();
            }
            List<Long> ids = new ArrayList<>();
            for (Contact contact : contacts) {
                ids.add(insert(handle, owner.orElse(EVERYBODY), contact, now));
            }
            return Optional.of(List.copyOf(ids));
        });
    }

    private static long insert(Handle handle, String owner, Contact contact, Instant now) {
        long id = handle.createUpdate("""
                        insert into contacts (owner, name, company, email, remark, words, changed)
                        values (:owner, :name, :company, :email, :remark, :words, :now)
                        """)
                .bind("owner", owner)
                .bind("name", contact.name())
                .bind("company", contact.company())
                .bind("email", contact.email())
                .bind("remark", contact.remark())
                .bind("words", contact.words())
                .bind("now", now)
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one();
        insertNumbers(handle, id, contact.numbers());
        return id;
    }

    private static void insertNumbers(Handle handle, long id, List<Contact.Phone> numbers) {
        PreparedBatch batch = handle.prepareBatch(
                "insert into contact_numbers (contact_id, place, label, number) values (:id, :place, :label, :number)");
        for (int i = 0; i < numbers.size(); i++) {
            batch.bind("id", id)
                    .bind("place", i)
                    .bind("label", numbers.get(i).label())
                    .bind("number", numbers.get(i).number())
                    .add();
        }
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    /** Puts the contact in the place of the one with its id; false when its owner has none with that. */
    public boolean change(Contact contact, Instant now) {
        return access.in(handle -> {
            int changed = handle.createUpdate("""
                            update contacts set name = :name, company = :company, email = :email, remark = :remark,
                                words = :words, changed = :now where id = :id and owner = :owner
                            """)
                    .bind("name", contact.name())
                    .bind("company", contact.company())
                    .bind("email", contact.email())
                    .bind("remark", contact.remark())
                    .bind("words", contact.words())
                    .bind("now", now)
                    .bind("id", contact.id())
                    .bind("owner", contact.owner().orElse(EVERYBODY))
                    .execute();
            if (changed == 1) {
                handle.createUpdate("delete from contact_numbers where contact_id = :id")
                        .bind("id", contact.id())
                        .execute();
                insertNumbers(handle, contact.id(), contact.numbers());
            }
            return changed == 1;
        });
    }

    /** Takes a contact of this owner away; false when there is none. */
    public boolean remove(Optional<String> owner, long id) {
        return access.in(handle -> handle.createUpdate("delete from contacts where id = :id and owner = :owner")
                        .bind("id", id)
                        .bind("owner", owner.orElse(EVERYBODY))
                        .execute())
                == 1;
    }
}
