package dev.landline.sip.registrar;

import dev.landline.sip.FlowId;
import dev.landline.sip.SipTarget;
import dev.landline.sip.SipUri;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Who can be reached where: the bindings of RFC 3261 section 10.3, each tied to the connection it came over (RFC 5626).
 * Lives in memory; time is an argument. Safe from any thread; listeners run in the caller's thread, outside the lock.
 */
public final class Registrar {

    public static final int MIN_EXPIRES_SECONDS = 60;
    public static final int MAX_EXPIRES_SECONDS = 3_600;
    public static final int DEFAULT_EXPIRES_SECONDS = 600;
    public static final int BINDINGS_PER_USER = 10;

    private static final long SECOND_NANOS = 1_000_000_000L;

    private final int totalBound;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, List<Binding>> byUser = new HashMap<>();
    private final Map<Long, String> userBySerial = new HashMap<>();
    private final List<BiConsumer<String, List<Binding>>> listeners = new CopyOnWriteArrayList<>();
    private int total;
    private long lastSerial;

    /**
     * @param totalBound most bindings of all users together
     */
    public Registrar(int totalBound) {
        this.totalBound = totalBound;
    }

    /** Calls the listener with a user and all bindings of that user whenever they change. */
    public void whenChanged(BiConsumer<String, List<Binding>> listener) {
        listeners.add(listener);
    }

    /** Where a user can be reached now: every tab. */
    public List<Binding> bindings(String user) {
        lock.lock();
        try {
            return List.copyOf(byUser.getOrDefault(user, List.of()));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Where a call rings: each tab once, the preferred ones first. Of several connections of one tab the newest counts;
     * asking it twice would ring it twice (RFC 5626 section 7).
     */
    public List<Binding> places(String user) {
        List<Binding> newestFirst = bindings(user).reversed();
        Set<String> seen = new HashSet<>();
        return newestFirst.stream()
                .filter(binding -> binding.instance().isEmpty() || seen.add(binding.instance()))
                .sorted(Comparator.comparingInt(Binding::preference).reversed())
                .toList();
    }

    /** The one tab that a GRUU means (RFC 5627 section 5.4); empty when it is not there now. */
    public Optional<Binding> placeOf(SipUri gruu, Gruus gruus) {
        OptionalLong serial = gruus.registrationOf(gruu);
        if (serial.isPresent()) {
            return placeOf(serial.getAsLong());
        }
        String instance = gruu.parameter(Gruus.PARAMETER).orElse("");
        return places(gruu.user()).stream()
                .filter(binding -> !instance.isEmpty() && binding.instance().equalsIgnoreCase(instance))
                .findFirst();
    }

    private Optional<Binding> placeOf(long serial) {
        String user;
        lock.lock();
        try {
            user = userBySerial.get(serial);
        } finally {
            lock.unlock();
        }
        return user == null
                ? Optional.empty()
                : places(user).stream()
                        .filter(binding -> binding.serial() == serial)
                        .findFirst();
    }

    /** How many bindings there are. */
    public int size() {
        lock.lock();
        try {
            return total;
        } finally {
            lock.unlock();
        }
    }

    /** The binding of this user over this connection. */
    public Optional<Binding> bindingOn(FlowId flow, String user) {
        return bindings(user).stream()
                .filter(binding -> binding.flow().equals(flow))
                .findFirst();
    }

    /** The proxies that requests to a tab take (RFC 3327 section 5.4). */
    public List<SipUri> pathOf(SipTarget.Browser target) {
        return bindings(target.user()).stream()
                .filter(binding -> binding.flow().equals(target.flow())
                        && binding.contact().equals(target.contact()))
                .findFirst()
                .map(Binding::path)
                .orElse(List.of());
    }

    /** Carries a REGISTER out: either all of it or, on any fault, nothing. */
    public RegistrationResult apply(Registration request, long nowNanos) {
        List<Binding> before;
        List<Binding> after;
        lock.lock();
        try {
            before = byUser.getOrDefault(request.user(), List.of());
            after = new ArrayList<>(before);
            after.removeIf(binding -> binding.expiresNanos() - nowNanos <= 0);
            Optional<RegistrationResult> fault =
                    request.removeAll() ? removeAll(request, after) : change(request, after, nowNanos);
            if (fault.isPresent()) {
                return fault.get();
            }
            if (after.size() > BINDINGS_PER_USER || total - before.size() + after.size() > totalBound) {
                return new RegistrationResult.Full();
            }
            store(request.user(), after);
        } finally {
            lock.unlock();
        }
        tell(request.user(), before, after);
        return new RegistrationResult.Bound(List.copyOf(after));
    }

    private static Optional<RegistrationResult> removeAll(Registration request, List<Binding> bindings) {
        if (!request.contacts().isEmpty() || request.expiresSeconds() != 0) {
            return Optional.of(new RegistrationResult.BadWildcard());
        }
        if (bindings.stream().anyMatch(binding -> isOlder(request, binding))) {
            return Optional.of(new RegistrationResult.OutOfOrder());
        }
        bindings.clear();
        return Optional.empty();
    }

    private Optional<RegistrationResult> change(Registration request, List<Binding> bindings, long nowNanos) {
        for (Registration.Contact contact : request.contacts()) {
            long wanted = contact.expiresSeconds() != Registration.NO_EXPIRES
                    ? contact.expiresSeconds()
                    : request.expiresSeconds();
            long seconds = wanted == Registration.NO_EXPIRES ? DEFAULT_EXPIRES_SECONDS : wanted;
            if (seconds > 0 && seconds < MIN_EXPIRES_SECONDS) {
                return Optional.of(new RegistrationResult.TooBrief(MIN_EXPIRES_SECONDS));
            }
            List<Binding> same = bindings.stream()
                    .filter(binding -> binding.isSamePlaceAs(contact))
                    .toList();
            if (same.stream().anyMatch(binding -> isOlder(request, binding))) {
                return Optional.of(new RegistrationResult.OutOfOrder());
            }
            bindings.removeAll(same);
            if (seconds > 0) {
                long granted = Math.min(Math.min(seconds, MAX_EXPIRES_SECONDS), request.mostSeconds());
                bindings.add(new Binding(
                        request.user(),
                        contact.uri(),
                        request.flow(),
                        contact.instance(),
                        contact.registrationId(),
                        contact.preference(),
                        request.path(),
                        serial(request, contact, bindings, same),
                        request.callId(),
                        request.cseq(),
                        nowNanos + granted * SECOND_NANOS));
            }
        }
        return Optional.empty();
    }

    /** A new Call-ID is a new registration, whose temporary GRUUs are new too (RFC 5627 section 5.1). */
    private long serial(
            Registration request, Registration.Contact contact, List<Binding> bindings, List<Binding> replaced) {
        return Stream.concat(bindings.stream(), replaced.stream())
                .filter(binding -> binding.instance().equals(contact.instance())
                        && binding.callId().equals(request.callId()))
                .mapToLong(Binding::serial)
                .findFirst()
                .orElseGet(() -> ++lastSerial);
    }

    /** Step 7 of section 10.3: within one Call-ID the CSeq must rise. */
    private static boolean isOlder(Registration request, Binding binding) {
        return binding.callId().equals(request.callId()) && request.cseq() <= binding.cseq();
    }

    /** A connection is gone: nobody can be reached over it any more. */
    public void flowClosed(FlowId flow) {
        removeWhere(binding -> binding.flow().equals(flow));
    }

    /** Drops what has expired. */
    public void expire(long nowNanos) {
        removeWhere(binding -> binding.expiresNanos() - nowNanos <= 0);
    }

    private void removeWhere(Predicate<Binding> gone) {
        Map<String, List<Binding>> changed = new HashMap<>();
        lock.lock();
        try {
            byUser.forEach((user, bindings) -> {
                if (bindings.stream().anyMatch(gone)) {
                    changed.put(user, bindings.stream().filter(gone.negate()).toList());
                }
            });
            changed.forEach(this::store);
        } finally {
            lock.unlock();
        }
        changed.forEach((user, left) -> listeners.forEach(listener -> listener.accept(user, left)));
    }

    private void store(String user, List<Binding> bindings) {
        List<Binding> before = byUser.getOrDefault(user, List.of());
        total += bindings.size() - before.size();
        before.forEach(binding -> userBySerial.remove(binding.serial()));
        bindings.forEach(binding -> userBySerial.put(binding.serial(), user));
        if (bindings.isEmpty()) {
            byUser.remove(user);
        } else {
            byUser.put(user, List.copyOf(bindings));
        }
    }

    private void tell(String user, List<Binding> before, List<Binding> after) {
        if (!before.equals(after)) {
            List<Binding> now = List.copyOf(after);
            listeners.forEach(listener -> listener.accept(user, now));
        }
    }
}
