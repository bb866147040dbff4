package dev.landline.gateway.admin;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * All that can be measured about this process, for Prometheus. Parts of the gateway keep their own counters; here they
 * are only named and read when somebody asks.
 */
public final class Metrics implements AutoCloseable {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();

    /** The registry refers to suppliers weakly; without this they would be collected and their metrics vanish. */
    private final List<LongSupplier> held = new CopyOnWriteArrayList<>();

    /** Loading the meters of the process costs a good part of a second, which a start has no time for. */
    private final AtomicBoolean processBound = new AtomicBoolean();

    private void bindProcess() {
        new ClassLoaderMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    /**
     * A number that only grows.
     *
     * @param name with underscores, without {@code _total}, which is added
     * @param help one line for people
     * @param tags names and values; every use of a name needs the same tag names
     * @param count read on each scrape, from the admin thread: must not block
     */
    public void counter(String name, String help, Map<String, String> tags, LongSupplier count) {
        held.add(count);
        FunctionCounter.builder(name, count, LongSupplier::getAsLong)
                .description(help)
                .tags(tags(tags))
                .register(registry);
    }

    /** A number that goes up and down; otherwise as {@link #counter}. */
    public void gauge(String name, String help, Map<String, String> tags, LongSupplier value) {
        held.add(value);
        Gauge.builder(name, value, LongSupplier::getAsLong)
                .description(help)
                .tags(tags(tags))
                .register(registry);
    }

    private static Tags tags(Map<String, String> tags) {
        Tags all = Tags.empty();
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            all = all.and(tag.getKey(), tag.getValue());
        }
        return all;
    }

    /** Everything in Prometheus text format 0.0.4. */
    public String scrape() {
        if (processBound.compareAndSet(false, true)) {
            bindProcess();
        }
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
