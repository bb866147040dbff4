package dev.landline.gateway.web.api;

import dev.landline.gateway.store.Contact;
import dev.landline.gateway.store.Contacts;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One's own contacts and everybody's; everybody's are changed by supervisors. */
final class ContactsResource {

    private static final int WORDS_MAX = 8;

    private final Contacts contacts;

    ContactsResource(ApiParts parts) {
        this.contacts = parts.store().contacts();
    }

    void routes(ApiServer api, Router router) {
        api.get(router, "/contacts", this::find);
        api.on(router, HttpMethod.POST, "/contacts", this::add);
        api.upload(router, "/contacts/import", this::read);
        api.get(router, "/contacts/:id", asked -> Answer.of(ContactJson.json(seen(asked))));
        api.on(router, HttpMethod.PUT, "/contacts/:id", this::change);
        api.on(router, HttpMethod.DELETE, "/contacts/:id", this::remove);
    }

    private Answer find(Asked asked) {
        List<String> words = asked.text("search")
                .map(text -> Arrays.stream(text.strip().split("\\s+"))
                        .limit(WORDS_MAX)
                        .toList())
                .orElse(List.of());
        int size = asked.integer("size", 1, Contacts.PAGE_MAX - 1, 100);
        List<Contact> found = contacts.find(asked.user(), words, asked.integer("skip", 0, 1_000_000, 0), size + 1);
        JsonArray all = new JsonArray();
        found.stream().limit(size).forEach(contact -> all.add(ContactJson.json(contact)));
        return Answer.of(new JsonObject().put("contacts", all).put("more", found.size() > size));
    }

    private Contact seen(Asked asked) {
        return contacts.contact(asked.user(), asked.number("id")).orElseThrow(() -> new Refused(ApiError.NOT_FOUND));
    }

    /** Whose contact is to be made. */
    private static Optional<String> owner(Asked asked, boolean shared) {
        if (shared && !asked.supervisor()) {
            throw new Refused(ApiError.NOT_ALLOWED);
        }
        return shared ? Optional.empty() : Optional.of(asked.user());
    }

    private Answer add(Asked asked) {
        JsonObject json = asked.json();
        Optional<String> owner = owner(asked, Boolean.TRUE.equals(json.getValue("shared")));
        Contact contact = ContactJson.contact(json, 0, owner);
        long id = contacts.add(owner, List.of(contact), Instant.now())
                .orElseThrow(() -> new Refused(ApiError.TOO_MANY))
                .getFirst();
        return Answer.created(ContactJson.json(ContactJson.contact(json, id, owner)));
    }

    private Answer read(Asked asked) {
        Optional<String> owner =
                owner(asked, asked.text("shared").filter("true"::equals).isPresent());
        String type = Optional.ofNullable(asked.headers().get("Content-Type"))
                .map(value -> value.replaceFirst(";.*", "").strip())
                .orElse("");
        String text = asked.body().toString(StandardCharsets.UTF_8);
        ContactImport read = switch (type) {
            case "text/csv" -> ContactImport.csv(text, owner);
            case "text/vcard", "text/x-vcard", "text/directory" -> ContactImport.vcards(text, owner);
            default -> throw new Refused(ApiError.BAD_TYPE, "The body must be text/csv or text/vcard");
        };
        if (!read.contacts().isEmpty()
                && contacts.add(owner, read.contacts(), Instant.now()).isEmpty()) {
            throw new Refused(
                    ApiError.TOO_MANY, "There would be more than " + Contact.COUNT_MAX + " contacts; none was taken");
        }
        return Answer.of(
                new JsonObject().put("imported", read.contacts().size()).put("skipped", read.skipped()));
    }

    private Contact changeable(Asked asked) {
        Contact contact = seen(asked);
        owner(asked, contact.owner().isEmpty());
        return contact;
    }

    private Answer change(Asked asked) {
        Contact before = changeable(asked);
        Contact after = ContactJson.contact(asked.json(), before.id(), before.owner());
        if (!contacts.change(after, Instant.now())) {
            throw new Refused(ApiError.NOT_FOUND);
        }
        return Answer.of(ContactJson.json(after));
    }

    private Answer remove(Asked asked) {
        Contact contact = changeable(asked);
        if (!contacts.remove(contact.owner(), contact.id())) {
            throw new Refused(ApiError.NOT_FOUND);
        }
        return new Answer.Done();
    }
}
