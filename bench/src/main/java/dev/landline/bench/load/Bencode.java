package dev.landline.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The encoding of rtpengine's NG protocol: strings, numbers, lists and dictionaries. Lengths count bytes of UTF-8. */
final class Bencode {
    private final byte[] bytes;
    private int at;

    private Bencode(byte[] bytes, int at) {
        this.bytes = bytes;
        this.at = at;
    }

    /** Writes strings, lists and maps of them. */
    static String encode(Object value) {
        return switch (value) {
            case String text -> text.getBytes(UTF_8).length + ":" + text;
            case Number number -> "i" + number + "e";
            case List<?> list -> {
                StringBuilder out = new StringBuilder("l");
                list.forEach(item -> out.append(encode(item)));
                yield out.append('e').toString();
            }
            case Map<?, ?> map -> {
                StringBuilder out = new StringBuilder("d");
                map.forEach((key, item) -> out.append(encode(key)).append(encode(item)));
                yield out.append('e').toString();
            }
            default -> throw new IllegalArgumentException("cannot be encoded: " + value.getClass());
        };
    }

    /**
     * Reads a dictionary.
     *
     * @throws IllegalArgumentException when it is none or is cut off
     */
    static Map<String, Object> decodeDictionary(byte[] bytes, int offset) {
        try {
            if (new Bencode(bytes, offset).value() instanceof Map<?, ?> map) {
                Map<String, Object> dictionary = new LinkedHashMap<>();
                map.forEach((key, item) -> dictionary.put(key.toString(), item));
                return dictionary;
            }
        } catch (IndexOutOfBoundsException | NumberFormatException broken) {
            throw new IllegalArgumentException("broken bencode", broken);
        }
        throw new IllegalArgumentException("no dictionary");
    }

    private Object value() {
        return switch (bytes[at]) {
            case 'i' -> {
                at++;
                yield number('e');
            }
            case 'l' -> {
                at++;
                List<Object> list = new ArrayList<>();
                while (bytes[at] != 'e') {
                    list.add(value());
                }
                at++;
                yield list;
            }
            case 'd' -> {
                at++;
                Map<Object, Object> map = new LinkedHashMap<>();
                while (bytes[at] != 'e') {
                    map.put(value(), value());
                }
                at++;
                yield map;
            }
            default -> text();
        };
    }

    private String text() {
        int length = Math.toIntExact(number(':'));
        String text = new String(bytes, at, length, UTF_8);
        at += length;
        return text;
    }

    private long number(char end) {
        int start = at;
        while (bytes[at] != end) {
            at++;
        }
        long number = Long.parseLong(new String(bytes, start, at - start, UTF_8));
        at++;
        return number;
    }
}
