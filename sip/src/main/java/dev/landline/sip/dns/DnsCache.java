package dev.landline.sip.dns;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Keeps answers for as long as they hold, within bounds: a TTL of 0 does not make us ask for each call, one of a week does
 * not keep us at a place that is gone. When nobody can say, the last answer is used on (RFC 8767). Safe from any thread;
 * two that ask the same at once may both ask the servers.
 */
final class DnsCache implements DnsClient {

    static final Duration SHORTEST = Duration.ofSeconds(5);
    static final Duration LONGEST = Duration.ofHours(1);
    /** How long "there is none" holds. */
    static final Duration NEGATIVE = Duration.ofSeconds(30);
    /** How old an answer may be that is used because nobody can say. */
    static final Duration STALE = Duration.ofHours(24);
    /** How long a stale answer is used before the servers are asked again. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int MAX_ENTRIES = 1_000;

    private final DnsClient servers;
    private final LongSupplier clock;
    private final Map<Question, Known> entries = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, Known> eldest) {
            return size() > MAX_ENTRIES;
        }
    };
    private long failures;

    private record Question(String name, DnsRecord.Kind kind) {}

    private record Known(DnsAnswer answer, long askedNanos, long goodUntilNanos) {}

    /** @param clock now in nanoseconds */
    DnsCache(DnsClient servers, LongSupplier clock) {
        this.servers = servers;
        this.clock = clock;
    }

    @Override
    public DnsAnswer ask(String name, DnsRecord.Kind kind) {
        Question question = new Question(name, kind);
        Known known;
        synchronized (entries) {
            known = entries.get(question);
        }
        if (known != null && clock.getAsLong() - known.goodUntilNanos < 0) {
            return known.answer;
        }
        DnsAnswer answer = servers.ask(name, kind);
        long now = clock.getAsLong();
        return switch (answer) {
            case DnsAnswer.Found found -> {
                Duration holds = bounded(Duration.ofSeconds(Math.min(found.seconds(), LONGEST.toSeconds())));
                yield keep(question, new Known(found, now, now + holds.toNanos()));
            }
            case DnsAnswer.Nothing nothing -> keep(question, new Known(nothing, now, now + NEGATIVE.toNanos()));
            case DnsAnswer.Failed failed -> {
                synchronized (entries) {
                    failures++;
                }
                yield known != null && now - known.askedNanos < STALE.toNanos()
                        ? keep(question, new Known(known.answer, known.askedNanos, now + PATIENCE.toNanos()))
                        : failed;
            }
        };
    }

    private static Duration bounded(Duration holds) {
        return holds.compareTo(SHORTEST) < 0 ? SHORTEST : holds;
    }

    private DnsAnswer keep(Question question, Known entry) {
        synchronized (entries) {
            entries.put(question, entry);
        }
        return entry.answer;
    }

    /** Questions that no server could answer, since the start. */
    long failures() {
        synchronized (entries) {
            return failures;
        }
    }
}
