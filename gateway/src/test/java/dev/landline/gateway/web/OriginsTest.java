package dev.landline.gateway.web;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OriginsTest {

    private final Origins plain = new Origins(false, List.of("https://phone.example.com"), false);
    private final Origins secure = new Origins(true, List.of(), false);

    @Test
    void sameOriginMeansSchemeHostAndPort() {
        assertTrue(allows(plain, "http://localhost:8080", "localhost:8080"));
        assertTrue(allows(plain, "http://LOCALHOST:8080", "localhost:8080"));
        assertFalse(allows(plain, "https://localhost:8080", "localhost:8080"));
        assertFalse(allows(plain, "http://localhost:8081", "localhost:8080"));
        assertFalse(allows(plain, "http://localhost", "localhost:8080"));
        assertTrue(allows(secure, "https://[::1]:8443", "[::1]:8443"));
    }

    @Test
    void theSchemesOwnPortIsNotWritten() {
        assertTrue(allows(plain, "http://phone", "phone"));
        assertTrue(allows(plain, "http://phone", "phone:80"));
        assertTrue(allows(secure, "https://phone", "phone:443"));
        assertFalse(allows(secure, "https://phone", "phone:80"));
    }

    @Test
    void onlyListedForeignOriginsAreAllowed() {
        assertTrue(allows(plain, "https://phone.example.com", "gateway:8080"));
        assertFalse(allows(plain, "https://phone.example.com.evil.test", "gateway:8080"));
        assertFalse(allows(plain, "https://evil.test", "gateway:8080"));
        assertFalse(allows(plain, "null", "gateway:8080"));
        assertFalse(allows(plain, "", ""));
    }

    @Test
    void noOriginAtAllIsAChoice() {
        assertFalse(plain.allow(Optional.empty(), Optional.of("gateway")));
        assertTrue(new Origins(false, List.of(), true).allow(Optional.empty(), Optional.of("gateway")));
        assertFalse(new Origins(false, List.of(), true).allow(Optional.of("null"), Optional.of("gateway")));
    }

    private static boolean allows(Origins origins, String origin, String host) {
        return origins.allow(Optional.of(origin), Optional.of(host));
    }
}
