package dev.landline.gateway.web;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the softphone is told before anybody signs in.
 *
 * @param sipDomain host part of everybody's address of record
 * @param country ISO 3166 code of the country in which national numbers are read
 * @param grace how long a call waits for a page that went away
 * @param widgets the account that visitors of another site's page call as, by the page's origin
 * @param partners origins of pages that may embed the softphone and talk with it
 * @param demo logins and numbers of the demo; only ever given on loopback
 */
public record WebContent(
        String sipDomain,
        String country,
        Duration grace,
        Map<String, String> widgets,
        List<String> partners,
        Optional<Demo> demo) {

    public WebContent {
        widgets = Map.copyOf(widgets);
        partners = List.copyOf(partners);
    }

    /** For the page alone. */
    public WebContent(String sipDomain, Duration grace, Optional<Demo> demo) {
        this(sipDomain, "GB", grace, Map.of(), List.of(), demo);
    }

    /** Logins to choose from and numbers to try. */
    public record Demo(List<DemoLogin> accounts, List<DemoListing> numbers) {

        public Demo {
            accounts = List.copyOf(accounts);
            numbers = List.copyOf(numbers);
        }
    }

    /**
     * A login that anybody may use.
     *
     * @param password public by intent
     */
    public record DemoLogin(String user, String displayName, String password) {}

    /** A number to try. */
    public record DemoListing(String number, String title, String description) {}
}
