package dev.landline.sip.stack;

import dev.landline.sip.SipUri;
import dev.landline.sip.registrar.Binding;
import dev.landline.sip.registrar.Registrar;
import dev.landline.sip.registrar.Registration;
import dev.landline.sip.registrar.RegistrationResult;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.sip.header.AcceptHeader;
import javax.sip.header.ContactHeader;
import javax.sip.header.ExpiresHeader;
import javax.sip.message.Response;

/** Carries REGISTER between the wire and the {@link Registrar}: only over a browser's flow, only with credentials. */
final class Registrations {

    private static final int MAX_CONTACTS = 10;
    private static final int MAX_INSTANCE = 128;
    private static final int RETRY_SECONDS = 30;

    private final Core core;
    private final Answers answers;
    private final Authenticator authenticator;

    Registrations(Core core, Answers answers, Authenticator authenticator) {
        this.core = core;
        this.answers = answers;
        this.authenticator = authenticator;
    }

    void handle(SIPRequest request, RawMessage raw, SipChannel channel) {
        if (!(channel instanceof FlowChannel onFlow)) {
            core.counters().count(SipCounter.REFUSED_STRANGER);
            answers.send(request, channel, 403, "Sign-In Is Taken Over WebSocket Only");
            return;
        }
        long nowNanos = System.nanoTime();
        switch (authenticator.check(raw, "authorization", channel.remote().getAddress(), nowNanos)) {
            case Authenticator.Outcome.Challenged challenged ->
                answers.send(
                        request,
                        channel,
                        401,
                        "Unauthorized",
                        response -> core.headers().set(response, "WWW-Authenticate", challenged.challenge()));
            case Authenticator.Outcome.Braked _ ->
                answers.send(
                        request,
                        channel,
                        503,
                        "Too Many Failed Attempts",
                        response -> core.headers().retryAfter(response, Authenticator.BRAKE_SECONDS));
            case Authenticator.Outcome.Accepted accepted -> {
                Optional<Registration> registration = read(request, accepted.user(), onFlow.flow());
                if (!accepted.user().equals(userOfTo(request))) {
                    core.counters().count(SipCounter.REFUSED_IDENTITY);
                    answers.send(request, channel, 403, "Only One's Own Address Can Be Registered");
                } else if (registration.isEmpty()) {
                    core.counters().count(SipCounter.REFUSED_MALFORMED);
                    answers.send(request, channel, 400, "Bad Request: a contact cannot be understood");
                } else {
                    apply(request, onFlow, registration.get(), nowNanos);
                }
            }
        }
    }

    private static String userOfTo(SIPRequest request) {
        return Headers.party(request.getTo()).map(party -> party.uri().user()).orElse("");
    }

    private static Optional<Registration> read(SIPRequest request, String user, BrowserFlow flow) {
        List<Registration.Contact> contacts = new ArrayList<>();
        boolean removeAll = false;
        Iterator<?> written = request.getHeaders(ContactHeader.NAME);
        while (written.hasNext()) {
            if (!(written.next() instanceof Contact contact)) {
                continue;
            }
            if (contact.getAddress().isWildcard()) {
                removeAll = true;
                continue;
            }
            Optional<Registration.Contact> place = contact(contact);
            if (place.isEmpty() || contacts.size() == MAX_CONTACTS) {
                return Optional.empty();
            }
            contacts.add(place.get());
        }
        long expires = request.getHeader(ExpiresHeader.NAME) instanceof ExpiresHeader header
                ? header.getExpires()
                : Registration.NO_EXPIRES;
        return Optional.of(new Registration(
                user,
                flow.id(),
                request.getCallId().getCallId(),
                request.getCSeq().getSeqNumber(),
                contacts,
                removeAll,
                expires));
    }

    private static Optional<Registration.Contact> contact(Contact contact) {
        String instance =
                Optional.ofNullable(contact.getParameter("+sip.instance")).orElse("");
        String number = Optional.ofNullable(contact.getParameter("reg-id")).orElse("0");
        if (instance.length() > MAX_INSTANCE || !number.matches("[0-9]{1,9}")) {
            return Optional.empty();
        }
        return SipUri.parse(contact.getAddress().getURI().toString())
                .filter(uri -> !uri.scheme().equals("tel"))
                .map(uri -> new Registration.Contact(
                        uri,
                        contact.getParameter("expires") == null ? Registration.NO_EXPIRES : contact.getExpires(),
                        instance.replaceAll("[<>\"]", ""),
                        Integer.parseInt(number)));
    }

    private void apply(SIPRequest request, FlowChannel channel, Registration registration, long nowNanos) {
        RegistrationResult result = core.registrar().apply(registration, nowNanos);
        if (!channel.flow().isOpen()) {
            // It closed while this request waited for its lane; nobody else would remove the binding.
            core.registrar().flowClosed(channel.flow().id());
        }
        core.counters()
                .count(
                        result instanceof RegistrationResult.Bound
                                ? SipCounter.REGISTRATIONS
                                : SipCounter.REGISTRATIONS_REFUSED);
        switch (result) {
            case RegistrationResult.Bound bound -> {
                answers.send(request, channel, 200, "OK", response -> {
                    for (Binding binding : bound.bindings()) {
                        response.addHeader(contactOf(binding, nowNanos));
                    }
                    welcome(request, registration, bound.bindings(), response);
                });
                restoreLegs(bound.bindings(), channel.flow());
            }
            case RegistrationResult.TooBrief brief ->
                answers.send(
                        request,
                        channel,
                        423,
                        "Interval Too Brief",
                        response ->
                                core.headers().set(response, "Min-Expires", Integer.toString(brief.minimumSeconds())));
            case RegistrationResult.OutOfOrder _ ->
                answers.send(request, channel, 500, "An Older Registration Came Late");
            case RegistrationResult.BadWildcard _ ->
                answers.send(request, channel, 400, "Bad Request: Contact * needs Expires 0 and stands alone");
            case RegistrationResult.Full _ ->
                answers.send(
                        request,
                        channel,
                        503,
                        "Too Many Places Are Signed In",
                        (Response response) -> core.headers().retryAfter(response, RETRY_SECONDS));
        }
    }

    /** A page that is signed in, not one that leaves, gets its account's JSON if it takes JSON. */
    private void welcome(SIPRequest request, Registration registration, List<Binding> bindings, Response response)
            throws ParseException {
        boolean stays = bindings.stream().anyMatch(binding -> binding.flow().equals(registration.flow()));
        Optional<String> json =
                stays && takesJson(request) ? authenticator.welcome(registration.user()) : Optional.empty();
        if (json.isPresent()) {
            core.headers().body(response, "application/json", json.get());
        }
    }

    private static boolean takesJson(SIPRequest request) {
        Iterator<?> accepted = request.getHeaders(AcceptHeader.NAME);
        while (accepted.hasNext()) {
            if (accepted.next() instanceof AcceptHeader header
                    && "application".equalsIgnoreCase(header.getContentType())
                    && "json".equalsIgnoreCase(header.getContentSubType())) {
                return true;
            }
        }
        return false;
    }

    private ContactHeader contactOf(Binding binding, long nowNanos) throws ParseException {
        long seconds = Math.max(0, Math.ceilDiv(binding.expiresNanos() - nowNanos, 1_000_000_000L));
        StringBuilder value = new StringBuilder("<" + binding.contact() + ">;expires=" + seconds);
        if (!binding.instance().isEmpty()) {
            value.append(";+sip.instance=\"<").append(binding.instance()).append(">\"");
        }
        if (binding.registrationId() > 0) {
            value.append(";reg-id=").append(binding.registrationId());
        }
        return core.headers().contactFrom(value.toString());
    }

    /** Calls of this browser follow it onto its new connection. */
    private void restoreLegs(List<Binding> bindings, BrowserFlow flow) {
        for (Binding binding : bindings) {
            if (binding.flow().equals(flow.id())) {
                core.legs().all().stream()
                        .filter(leg -> !leg.isOn(flow.id()) && leg.isFromSameBrowser(binding))
                        .forEach(leg -> core.lanes().execute(leg.callId(), () -> leg.moveTo(flow)));
            }
        }
    }
}
