package dev.landline.gateway.store;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Somebody to call.
 *
 * @param id 0 before it is kept
 * @param owner whose contact it is; empty when it is everybody's
 * @param name never empty
 * @param remark free text
 */
public record Contact(
        long id,
        Optional<String> owner,
        String name,
        String company,
        String email,
        String remark,
        List<Phone> numbers) {

    /** Most numbers of one. */
    public static final int NUMBERS_MAX = 10;

    /** Most contacts of one owner. */
    public static final int COUNT_MAX = 10_000;

    /**
     * One of its numbers.
     *
     * @param label such as mobile or office; may be empty
     */
    public record Phone(String label, String number) {}

    public Contact {
        numbers = List.copyOf(numbers);
    }

    /** What the search looks through: words in lower case, and numbers as digits alone too. */
    String words() {
        String all = Stream.concat(
                        Stream.of(name, company, email),
                        numbers.stream()
                                .flatMap(one ->
                                        Stream.of(one.number(), one.number().replaceAll("[^0-9]", ""))))
                .collect(Collectors.joining(" "));
        return CallRows.clip(all.toLowerCase(Locale.ROOT), 2000);
    }
}
