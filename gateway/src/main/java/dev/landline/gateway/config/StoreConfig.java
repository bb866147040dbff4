package dev.landline.gateway.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where call records, contacts and notes are kept.
 *
 * @param url JDBC address of the database; may carry a password, so it is never logged whole
 * @param user database user; empty when the address or the database needs none
 * @param password never logged
 * @param connections most connections to the database at once
 * @param waiting most call records that wait for a database that is down or slow; further ones are dropped and counted
 * @param keepCalls how long call records are kept; zero is for ever
 */
public record StoreConfig(
        String url,
        Optional<String> user,
        Optional<String> password,
        int connections,
        int waiting,
        Duration keepCalls) {

    private static final Pattern URL = Pattern.compile("jdbc:postgresql:[^\\s]+|jdbc:h2:[^\\s]+");

    /** A file of H2. */
    public static StoreConfig inFile(Path file) {
        return at("jdbc:h2:file:" + file.toAbsolutePath());
    }

    /** A database with the usual bounds. */
    public static StoreConfig at(String url) {
        return new StoreConfig(url, Optional.empty(), Optional.empty(), 4, 10_000, Duration.ofDays(400));
    }

    /** The address without the parts that may hold a password. */
    public String shown() {
        String bare = url.split("[?;]", 2)[0];
        int at = bare.lastIndexOf('@');
        return at < 0 ? bare : bare.substring(0, bare.indexOf("//") + 2) + bare.substring(at + 1);
    }

    static StoreConfig read(Section store) {
        Optional<String> url = store.optional(
                "url",
                ValueParser.matching(URL, "must be an address such as jdbc:postgresql://db.example.com/landline"));
        Path file = store.path("file").orElse(Path.of("data", "landline"));
        if (file.toString().contains(";")) {
            store.mistake("file", "cannot have a semicolon in its name");
        }
        if (store.givenValue("url").isPresent() && store.givenValue("file").isPresent()) {
            store.mistake("file", "and url are both given; keep one");
        }
        Optional<String> user = store.optional("user", ValueParser.text());
        Optional<String> password = Secrets.optional(store, "password");
        int connections = store.required("connections", ValueParser.integer(1, 100), 4);
        int waiting = store.required("waiting", ValueParser.integer(1, 1_000_000), 10_000);
        Duration keep = store.required(
                "keep-calls", ValueParser.duration(Duration.ZERO, Duration.ofDays(36_500)), Duration.ofDays(400));
        store.refuseUnknown();
        return new StoreConfig(url.orElseGet(() -> inFile(file).url()), user, password, connections, waiting, keep);
    }

    @Override
    public String toString() {
        return "StoreConfig[" + shown() + ", connections=" + connections + ", waiting=" + waiting + "]";
    }
}
