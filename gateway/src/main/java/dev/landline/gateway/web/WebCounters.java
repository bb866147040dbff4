package dev.landline.gateway.web;

import dev.landline.gateway.config.CertificateWatch;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** The counters of one server; safe from any thread. */
final class WebCounters implements CertificateWatch.Count {

    private final Map<WebCounter, LongAdder> counters = new EnumMap<>(WebCounter.class);

    WebCounters() {
        for (WebCounter counter : WebCounter.values()) {
            counters.put(counter, new LongAdder());
        }
    }

    void add(WebCounter counter) {
        counters.get(counter).increment();
    }

    @Override
    public void reloaded() {
        add(WebCounter.CERTIFICATES_RELOADED);
    }

    @Override
    public void refused() {
        add(WebCounter.CERTIFICATES_REFUSED);
    }

    long count(WebCounter counter) {
        return counters.get(counter).sum();
    }
}
