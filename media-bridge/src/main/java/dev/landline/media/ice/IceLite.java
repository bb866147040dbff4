package dev.landline.media.ice;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * ICE of one browser leg, lite side (RFC 8445 section 2.5): it never sends first, it answers. A check counts only when
 * its MESSAGE-INTEGRITY was made with our password and its USERNAME is {@code ours:theirs}; only then may its source
 * address become one we listen to, and with USE-CANDIDATE the one we send to. The browser's candidates are not used.
 *
 * <p>Owned by the media loop. No socket, no clock.
 */
public final class IceLite implements IceTransport {
    /** Consent to send lasts this long after the last authentic check (RFC 7675 section 5.1). */
    public static final long CONSENT_NANOS = 30_000_000_000L;

    /** A browser checks from a few addresses while it has several networks; more is not a browser. */
    static final int MOST_ADDRESSES = 4;

    private IceCredentials local;
    /** Before a restart, while the browser still checks with them; null otherwise. */
    private Former former;

    private final long consentNanos;
    private final List<Validated> validated = new ArrayList<>(MOST_ADDRESSES);
    private String expectedUsername = "";
    private Validated selected;

    /** The credentials before a restart. */
    private record Former(IceCredentials local, String expectedUsername) {}

    private static final class Validated {
        final InetSocketAddress address;
        long lastCheckNanos;

        Validated(InetSocketAddress address, long nowNanos) {
            this.address = address;
            this.lastCheckNanos = nowNanos;
        }
    }

    public IceLite(IceCredentials local) {
        this(local, CONSENT_NANOS);
    }

    /** With a shorter consent, for tests that cannot wait half a minute. */
    public IceLite(IceCredentials local, long consentNanos) {
        this.local = local;
        this.consentNanos = consentNanos;
    }

    @Override
    public IceCredentials credentials() {
        return local;
    }

    @Override
    public void connect(IceRemote remote, long nowNanos) {
        expect(remote.ufrag());
    }

    @Override
    public boolean isChecked() {
        return !validated.isEmpty();
    }

    /** The browser's description is known: checks that carry {@code ours:theirs} count from now on. */
    public void expect(String remoteUfrag) {
        expectedUsername = local.ufrag() + ":" + remoteUfrag;
    }

    /**
     * The browser restarts ICE (RFC 8445 section 9, RFC 8839 section 4.4.3.1): new credentials of ours from now on. Checks
     * with those before count, and sound flows where it did, until the browser nominates an address with the new ones.
     */
    public void restart(IceCredentials fresh) {
        former = new Former(local, expectedUsername);
        local = fresh;
        expectedUsername = "";
    }

    /** Handles one Binding request whose USERNAME starts with our ufrag, of now or of before a restart. */
    public IceReply onRequest(BindingRequest request, InetSocketAddress from, long nowNanos) {
        if (request.integrityOffset() < 0) {
            return IceReply.of(IceOutcome.REFUSED, StunCodec.badRequest(request));
        }
        boolean before =
                former != null && request.localUfrag().equals(former.local().ufrag());
        String expected = before ? former.expectedUsername() : expectedUsername;
        String password = before ? former.local().password() : local.password();
        if (!StunCodec.isAuthentic(request, password)) {
            return refused(request);
        }
        if (expected.isEmpty()) {
            return IceReply.of(IceOutcome.EARLY, IceReply.NO_RESPONSE);
        }
        if (!expected.equals(request.username())) {
            return refused(request);
        }
        if (request.unknownAttributes().length > 0) {
            return IceReply.of(IceOutcome.CONFLICT, StunCodec.unknownAttributes(request, password));
        }
        if (request.role() == BindingRequest.Role.CONTROLLED) {
            // We are lite and so always controlled: it is the peer that must switch (RFC 8445 section 7.3.1.1).
            return IceReply.of(IceOutcome.CONFLICT, StunCodec.roleConflict(request, password));
        }
        return accept(request, before, password, from, nowNanos);
    }

    private static IceReply refused(BindingRequest request) {
        return IceReply.of(IceOutcome.REFUSED, StunCodec.unauthorized(request));
    }

    private IceReply accept(
            BindingRequest request, boolean before, String password, InetSocketAddress from, long nowNanos) {
        IceOutcome outcome = IceOutcome.REFRESHED;
        Optional<InetSocketAddress> dropped = Optional.empty();
        Validated path = find(from);
        if (path == null) {
            dropped = makeRoom();
            path = new Validated(from, nowNanos);
            validated.add(path);
            outcome = IceOutcome.VALIDATED;
        }
        path.lastCheckNanos = nowNanos;
        // Some browsers nominate with every check: one of before a restart does not take back what one after it chose.
        if (request.useCandidate() && !before) {
            former = null;
        }
        if (request.useCandidate() && path != selected) {
            selected = path;
            outcome = IceOutcome.NOMINATED;
        }
        return new IceReply(outcome, StunCodec.success(request, from, password), dropped);
    }

    private Optional<InetSocketAddress> makeRoom() {
        if (validated.size() < MOST_ADDRESSES) {
            return Optional.empty();
        }
        Validated stalest = null;
        for (Validated path : validated) {
            if (path != selected && (stalest == null || path.lastCheckNanos - stalest.lastCheckNanos < 0)) {
                stalest = path;
            }
        }
        validated.remove(stalest);
        return Optional.of(stalest.address);
    }

    /** Takes an address away that has had no check within the consent time, if there is one; not the selected one. */
    public Optional<InetSocketAddress> expireOne(long nowNanos) {
        for (int i = 0; i < validated.size(); i++) {
            Validated path = validated.get(i);
            if (path != selected && nowNanos - path.lastCheckNanos > consentNanos) {
                validated.remove(i);
                return Optional.of(path.address);
            }
        }
        return Optional.empty();
    }

    /** Whether an authentic check came from this address and DTLS and SRTP from it may be looked at. */
    public boolean isValidated(InetSocketAddress address) {
        return find(address) != null;
    }

    /** Every address to forget when the leg ends. */
    public List<InetSocketAddress> validatedAddresses() {
        return validated.stream().map(path -> path.address).toList();
    }

    /** Where to send, or null before nomination. The same object until the browser nominates another address. */
    public InetSocketAddress selected() {
        return selected == null ? null : selected.address;
    }

    /**
     * Whether the last authentic check from where we send to is longer ago than consent lasts. Never before nomination:
     * how long a browser may take to begin is for call control to say, which knows when it was answered.
     */
    @Override
    public boolean isConsentLost(long nowNanos) {
        return selected != null && nowNanos - selected.lastCheckNanos > consentNanos;
    }

    /** Whether a check came from this address so recently that nobody else may claim it. */
    public boolean holds(InetSocketAddress address, long nowNanos, long withinNanos) {
        Validated path = find(address);
        return path != null && nowNanos - path.lastCheckNanos <= withinNanos;
    }

    private Validated find(InetSocketAddress address) {
        for (Validated path : validated) {
            if (path.address.equals(address)) {
                return path;
            }
        }
        return null;
    }
}
