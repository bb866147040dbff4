package dev.landline.sip.stack;

import dev.landline.sip.Party;
import dev.landline.sip.SipUri;
import dev.landline.sip.trunk.RegisterSettings;
import dev.landline.sip.trunk.TrunkPlace;
import dev.landline.sip.trunk.TrunkRegistration;
import dev.landline.sip.trunk.TrunkSettings;
import dev.landline.sip.trunk.TrunkTable;
import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javax.sip.InvalidArgumentException;
import javax.sip.header.ContactHeader;
import javax.sip.header.ExpiresHeader;
import javax.sip.header.HeaderAddress;
import javax.sip.header.MinExpiresHeader;
import javax.sip.header.RetryAfterHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The REGISTER requests of one trunk: one Call-ID for all of them and a rising sequence number (RFC 3261 section 10.2). What
 * they mean is for {@link TrunkRegistration}; here they are written, sent and read.
 */
final class RegistrationLine {

    private static final Logger LOG = LoggerFactory.getLogger(RegistrationLine.class);
    /** A registrar that is alive answers at once; then the next place gets its chance. */
    private static final long PATIENCE_MILLIS = 8_000;

    private static final Duration GOODBYE = Duration.ofSeconds(1);

    /** The parameter that 3CX and others hand back in the request URI of every call to our Contact. */
    static final String INSTANCE = "rinstance";

    private final Core core;
    private final TrunkTable trunks;
    private final String trunk;
    private final RegisterSettings settings;
    private final String callId = Core.token() + Core.token();
    // Written by whoever sends: the tick, or the thread that closes the stack.
    private final AtomicLong sequence = new AtomicLong();
    private final CountDownLatch left = new CountDownLatch(1);

    RegistrationLine(Core core, TrunkTable trunks, TrunkSettings settings) {
        this.core = core;
        this.trunks = trunks;
        this.trunk = settings.name();
        this.settings = settings.upkeep().register().orElseThrow();
    }

    /** Sends REGISTER when it is due. */
    void tick() {
        OptionalInt expires = trunks.dueRegistration(trunk);
        if (expires.isPresent()) {
            send(expires.getAsInt(), this::done);
        }
    }

    private void send(int expiresSeconds, Consumer<TrunkExchange.Outcome> whenDone) {
        Optional<TrunkPlace> place = trunks.registrar(trunk);
        if (place.isEmpty()) {
            whenDone.accept(new TrunkExchange.Outcome.Unanswered("the registrar's name cannot be resolved"));
            return;
        }
        try {
            core.counters().count(SipCounter.TRUNK_REGISTERS);
            SIPRequest register = register(expiresSeconds, place.get());
            TrunkExchange.start(core, trunk, place.get(), register, PATIENCE_MILLIS, whenDone);
        } catch (ParseException | InvalidArgumentException e) {
            LOG.debug("trunk={}: REGISTER could not be built", trunk, e);
            whenDone.accept(new TrunkExchange.Outcome.Unanswered("there is no port of ours for its transport"));
        }
    }

    private SIPRequest register(int expiresSeconds, TrunkPlace place) throws ParseException, InvalidArgumentException {
        String transport = place.wire();
        Party own = new Party("", SipUri.of(settings.user(), settings.domain()));
        SIPRequest register = core.headers()
                .request(
                        Request.REGISTER,
                        SipUri.of("", settings.domain()),
                        own,
                        own,
                        callId,
                        // The answers to challenges take the numbers between.
                        sequence.addAndGet(4),
                        core.headers().via(core.provider(), transport));
        SipUri contact = contact(transport, place);
        register.setHeader(core.headers().contactFrom("<" + contact + ">;expires=" + expiresSeconds));
        core.headers().set(register, "Expires", Integer.toString(expiresSeconds));
        core.headers().set(register, "Supported", "path");
        return register;
    }

    private SipUri contact(String transport, TrunkPlace place) throws ParseException {
        SipUri ours = SipUri.parse(core.headers()
                        .contact(transport, place.address().getAddress())
                        .getAddress()
                        .getURI()
                        .toString())
                .orElseThrow();
        return new SipUri(ours.scheme(), settings.user(), ours.host(), ours.port(), ours.parameters())
                .with(INSTANCE, trunks.instance(trunk));
    }

    private void done(TrunkExchange.Outcome outcome) {
        switch (outcome) {
            case TrunkExchange.Outcome.Answered(Response response)
            when response.getStatusCode() < 300 -> accepted(response);
            case TrunkExchange.Outcome.Answered(Response response) -> {
                if (response.getStatusCode() == 503) {
                    trunks.nextRegistrar(trunk);
                }
                refused(response.getStatusCode(), response.getReasonPhrase(), minExpires(response), after(response));
            }
            case TrunkExchange.Outcome.NotTrusted(int status, String sentence) -> refused(status, sentence, 0, 0);
            case TrunkExchange.Outcome.Unanswered(String why) -> {
                boolean news = with(registration -> {
                    registration.unanswered("the registrar " + why, trunks.now());
                    return registration.failures() == 1;
                });
                trunks.nextRegistrar(trunk);
                failed(news);
            }
        }
    }

    private void accepted(Response response) {
        int granted = granted(response);
        List<String> routes = serviceRoute(response);
        boolean news = with(registration -> registration.accepted(granted, routes, trunks.now()));
        if (news) {
            LOG.info("trunk={} registered for_s={} routes={}", trunk, granted, routes.size());
        }
    }

    private void refused(int status, String phrase, int minExpires, int retryAfter) {
        boolean news = with(registration -> {
            registration.refused(status, phrase, minExpires, retryAfter, trunks.now());
            return registration.failures() == 1;
        });
        failed(news);
    }

    private void failed(boolean news) {
        core.counters().count(SipCounter.TRUNK_REGISTERS_FAILED);
        if (news) {
            LOG.warn(
                    "trunk={} not registered: {}",
                    trunk,
                    trunks.withRegistration(trunk, TrunkRegistration::sentence).orElse(""));
        }
    }

    private boolean with(java.util.function.Function<TrunkRegistration, Boolean> use) {
        return trunks.withRegistration(trunk, use).orElse(false);
    }

    /** How long our contact counts: its own parameter, else the Expires header, else nothing is known and we ask again. */
    private int granted(Response response) {
        Iterator<?> contacts = response.getHeaders(ContactHeader.NAME);
        while (contacts.hasNext()) {
            ContactHeader contact = (ContactHeader) contacts.next();
            boolean ours = contact.getAddress() != null
                    && contact.getAddress().getURI() != null
                    && contact.getAddress().getURI().toString().contains(trunks.instance(trunk));
            if (ours && contact.getExpires() >= 0) {
                return contact.getExpires();
            }
        }
        return response.getHeader(ExpiresHeader.NAME) instanceof ExpiresHeader expires
                ? expires.getExpires()
                : settings.expiresSeconds();
    }

    private static List<String> serviceRoute(Response response) {
        List<String> routes = new ArrayList<>();
        Iterator<?> headers = response.getHeaders("Service-Route");
        while (headers.hasNext()) {
            if (headers.next() instanceof HeaderAddress route) {
                SipUri.parse(route.getAddress().getURI().toString()).ifPresent(uri -> routes.add(uri.toString()));
            }
        }
        return routes;
    }

    private static int minExpires(Response response) {
        return response.getHeader(MinExpiresHeader.NAME) instanceof MinExpiresHeader least ? least.getExpires() : 0;
    }

    static int after(Response response) {
        return response.getHeader(RetryAfterHeader.NAME) instanceof RetryAfterHeader later ? later.getRetryAfter() : 0;
    }

    /** Takes the registration back; false when there is none. */
    boolean leave() {
        if (!with(TrunkRegistration::leave)) {
            return false;
        }
        send(0, outcome -> {
            done(outcome);
            left.countDown();
        });
        return true;
    }

    /** Waits a moment until the registrar has confirmed that we left. */
    void awaitEnd() {
        try {
            if (!left.await(GOODBYE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.info("trunk={}: the registrar did not confirm the end of our registration in time", trunk);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
