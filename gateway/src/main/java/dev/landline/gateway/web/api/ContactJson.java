package dev.landline.gateway.web.api;

import dev.landline.gateway.store.Contact;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Contacts as JSON, both ways. */
final class ContactJson {

    static final int NAME_MAX = 128;
    static final int REMARK_MAX = 1000;
    static final int LABEL_MAX = 32;
    static final int NUMBER_MAX = 64;

    private ContactJson() {}

    static JsonObject json(Contact contact) {
        JsonArray numbers = new JsonArray();
        contact.numbers()
                .forEach(one ->
                        numbers.add(new JsonObject().put("label", one.label()).put("number", one.number())));
        return new JsonObject()
                .put("id", contact.id())
                .put("shared", contact.owner().isEmpty())
                .put("name", contact.name())
                .put("company", contact.company())
                .put("email", contact.email())
                .put("remark", contact.remark())
                .put("numbers", numbers);
    }

    static Contact contact(JsonObject json, long id, Optional<String> owner) {
        String name = Asked.text(json, "name", NAME_MAX).map(String::strip).orElse("");
        if (name.isEmpty()) {
            throw Asked.bad("A contact needs a name");
        }
        return new Contact(
                id,
                owner,
                name,
                Asked.text(json, "company", NAME_MAX).orElse("").strip(),
                Asked.text(json, "email", NAME_MAX).orElse("").strip(),
                Asked.text(json, "remark", REMARK_MAX).orElse(""),
                numbers(json));
    }

    private static List<Contact.Phone> numbers(JsonObject json) {
        List<Contact.Phone> numbers = new ArrayList<>();
        if (json.getValue("numbers", new JsonArray()) instanceof JsonArray given) {
            for (Object one : given) {
                if (!(one instanceof JsonObject object)) {
                    throw Asked.bad("numbers is a list of objects with label and number");
                }
                String number =
                        Asked.text(object, "number", NUMBER_MAX).orElse("").strip();
                if (number.isEmpty()) {
                    throw Asked.bad("A number is empty");
                }
                numbers.add(new Contact.Phone(
                        Asked.text(object, "label", LABEL_MAX).orElse("").strip(), number));
            }
        }
        if (numbers.size() > Contact.NUMBERS_MAX) {
            throw Asked.bad("A contact has at most " + Contact.NUMBERS_MAX + " numbers");
        }
        return numbers;
    }
}
