package dev.landline.gateway.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody who is told of calls over HTTP, such as a CRM.
 *
 * @param url http or https; what is told is posted there
 * @param secret signs what is told (HMAC-SHA256), so that the receiver knows us
 * @param events what is told
 */
public record WebhookConfig(URI url, Optional<String> secret, Set<Occurrence> events) {

    /** What can be told of a call. */
    public enum Occurrence {
        RINGING,
        ANSWERED,
        ENDED
    }

    private static final Map<String, Occurrence> OCCURRENCES =
            Map.of("ringing", Occurrence.RINGING, "answered", Occurrence.ANSWERED, "ended", Occurrence.ENDED);

    private static final int MOST = 16;
    private static final int SHORTEST_SECRET = 16;

    public WebhookConfig {
        events = Set.copyOf(events);
    }

    /** The secret is nobody's business. */
    @Override
    public String toString() {
        return "WebhookConfig[" + url + ", " + events + "]";
    }

    static List<WebhookConfig> read(Section landline) {
        List<WebhookConfig> all = new ArrayList<>();
        for (Section hook : landline.items("webhooks")) {
            Optional<URI> url = hook.optional("url", ValueParser.text().then(WebhookConfig::url));
            Optional<String> secret = Secrets.optional(hook, "secret");
            if (secret.filter(text -> text.length() < SHORTEST_SECRET).isPresent()) {
                hook.mistake("secret", "needs " + SHORTEST_SECRET + " characters at least: others could guess it");
            }
            Set<Occurrence> events = EnumSet.allOf(Occurrence.class);
            hook.optional("events", ValueParser.list(ValueParser.choice(OCCURRENCES)))
                    .filter(given -> !given.isEmpty())
                    .ifPresent(events::retainAll);
            if (url.isEmpty()) {
                hook.mistake("url", "is missing: an address such as https://crm.example.com/calls");
            } else {
                all.add(new WebhookConfig(url.get(), secret, events));
            }
            hook.refuseUnknown();
        }
        if (all.size() > MOST) {
            landline.mistake("webhooks", "are more than " + MOST);
        }
        return List.copyOf(all);
    }

    private static Parsed<URI> url(String text) {
        try {
            URI url = new URI(text);
            boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
            if (web && url.getHost() != null && url.getRawUserInfo() == null && url.getRawFragment() == null) {
                return Parsed.good(url);
            }
        } catch (URISyntaxException _) {
            // Said below.
        }
        return Parsed.bad("must be an http or https address without a name and password in it, not '" + text + "'");
    }
}
