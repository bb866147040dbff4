package dev.landline.gateway.web.api;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.landline.gateway.store.Contact;
import ezvcard.Ezvcard;
import ezvcard.VCard;
import ezvcard.parameter.TelephoneType;
import ezvcard.property.Email;
import ezvcard.property.Organization;
import ezvcard.property.Telephone;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads contacts out of files that other programs wrote: comma-separated values with a line of titles (Outlook, Google,
 * spreadsheets) and vCards 2.1 to 4.0. What cannot be used is left out and counted; nothing here throws for bad content.
 *
 * @param contacts that have a name and a number
 * @param skipped lines or cards without one of them
 */
record ContactImport(List<Contact> contacts, int skipped) {

    static ContactImport vcards(String text, Optional<String> owner) {
        List<Contact> contacts = new ArrayList<>();
        List<VCard> cards;
        try {
            cards = Ezvcard.parse(text).all();
        } catch (RuntimeException _) {
            throw Asked.bad("This is no vCard file");
        }
        int skipped = 0;
        for (VCard card : cards) {
            Optional<Contact> contact = contact(card, owner);
            contact.ifPresent(contacts::add);
            skipped += contact.isPresent() ? 0 : 1;
        }
        return new ContactImport(contacts, skipped);
    }

    private static Optional<Contact> contact(VCard card, Optional<String> owner) {
        List<Contact.Phone> numbers = card.getTelephoneNumbers().stream()
                .map(ContactImport::phone)
                .flatMap(Optional::stream)
                .limit(Contact.NUMBERS_MAX)
                .toList();
        String name = card.getFormattedName() != null
                ? text(card.getFormattedName().getValue())
                : card.getStructuredName() == null
                        ? ""
                        : (text(card.getStructuredName().getGiven()) + " "
                                        + text(card.getStructuredName().getFamily()))
                                .strip();
        Organization organization = card.getOrganization();
        String company = organization == null ? "" : String.join(", ", organization.getValues());
        String email =
                card.getEmails().stream().findFirst().map(Email::getValue).orElse("");
        String remark = card.getNotes().stream()
                .findFirst()
                .map(note -> text(note.getValue()))
                .orElse("");
        return contact(owner, name.isBlank() ? company : name, company, email, remark, numbers);
    }

    private static Optional<Contact.Phone> phone(Telephone telephone) {
        String number = telephone.getText() != null
                ? telephone.getText()
                : telephone.getUri() == null ? "" : telephone.getUri().getNumber();
        String label = telephone.getTypes().stream()
                .filter(type -> !type.equals(TelephoneType.VOICE) && !type.equals(TelephoneType.PREF))
                .findFirst()
                .map(type -> type.getValue().toLowerCase(Locale.ROOT))
                .orElse("");
        return phone(label, number);
    }

    private static Optional<Contact.Phone> phone(String label, String number) {
        String clean = clip(text(number), ContactJson.NUMBER_MAX);
        return clean.isEmpty()
                ? Optional.empty()
                : Optional.of(new Contact.Phone(clip(label, ContactJson.LABEL_MAX), clean));
    }

    static ContactImport csv(String text, Optional<String> owner) {
        List<Contact> contacts = new ArrayList<>();
        int skipped = 0;
        // What spreadsheets of countries with a decimal comma write.
        String titles = text.lines().findFirst().orElse("");
        char separator = titles.chars().filter(sign -> sign == ';').count()
                        > titles.chars().filter(sign -> sign == ',').count()
                ? ';'
                : ',';
        try {
            for (NamedCsvRecord row : CsvReader.builder()
                    .fieldSeparator(separator)
                    .detectBomHeader(false)
                    .ofNamedCsvRecord(text.startsWith("\uFEFF") ? text.substring(1) : text)) {
                Optional<Contact> contact = contact(row.getFieldsAsMap(), owner);
                contact.ifPresent(contacts::add);
                skipped += contact.isPresent() ? 0 : 1;
            }
        } catch (CsvParseException | IllegalArgumentException _) {
            throw Asked.bad("This is no list of comma-separated values with a line of titles");
        }
        return new ContactImport(contacts, skipped);
    }

    private static Optional<Contact> contact(Map<String, String> row, Optional<String> owner) {
        Map<String, String> values = row.entrySet().stream()
                .collect(Collectors.toMap(
                        field -> field.getKey().strip().toLowerCase(Locale.ROOT),
                        Map.Entry::getValue,
                        (first, _) -> first,
                        java.util.LinkedHashMap::new));
        String name = first(values, "name", "full name", "display name", "file as");
        if (name.isBlank()) {
            name = (first(values, "first name", "given name") + " "
                            + first(values, "last name", "family name", "surname"))
                    .strip();
        }
        String company = first(values, "company", "organization", "organisation", "organization name");
        String email = first(values, "email", "e-mail", "e-mail address", "e-mail 1 - value", "email address");
        List<Contact.Phone> numbers = values.entrySet().stream()
                .filter(field -> field.getKey().matches(".*(phone|mobile|tel|number|fax).*")
                        && !field.getKey().matches(".*(type|label).*"))
                .map(field -> phone(label(field.getKey()), field.getValue()))
                .flatMap(Optional::stream)
                .limit(Contact.NUMBERS_MAX)
                .toList();
        return contact(
                owner,
                name.isBlank() ? company : name,
                company,
                email,
                first(values, "note", "notes", "remark"),
                numbers);
    }

    private static String label(String title) {
        return title.replaceAll("phone|number|value|tel|- *|[0-9]+", " ")
                .strip()
                .replaceAll("\\s+", " ");
    }

    private static String first(Map<String, String> values, String... titles) {
        for (String title : titles) {
            String value = text(values.get(title));
            if (!value.isBlank()) {
                return value;
            }
        }
        return "";
    }

    private static Optional<Contact> contact(
            Optional<String> owner,
            String name,
            String company,
            String email,
            String remark,
            List<Contact.Phone> numbers) {
        return name.isBlank() || numbers.isEmpty()
                ? Optional.empty()
                : Optional.of(new Contact(
                        0,
                        owner,
                        clip(name, ContactJson.NAME_MAX),
                        clip(company, ContactJson.NAME_MAX),
                        clip(email, ContactJson.NAME_MAX),
                        clip(remark, ContactJson.REMARK_MAX),
                        numbers));
    }

    private static String text(String value) {
        return value == null ? "" : value.replace("\0", "").strip();
    }

    private static String clip(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
