package dev.landline.gateway.config;

/** A value of the configuration, or the sentence that says what is wrong with it. */
sealed interface Parsed<T> {

    record Good<T>(T value) implements Parsed<T> {}

    record Bad<T>(String sentence) implements Parsed<T> {}

    static <T> Parsed<T> good(T value) {
        return new Good<>(value);
    }

    static <T> Parsed<T> bad(String sentence) {
        return new Bad<>(sentence);
    }
}
