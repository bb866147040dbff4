package dev.landline.sip.stack;

import dev.landline.sip.SipSource;
import dev.landline.sip.SipUri;
import dev.landline.sip.registrar.Binding;
import dev.landline.sip.registrar.Registrar;
import dev.landline.sip.registrar.Registration;
import dev.landline.sip.registrar.RegistrationResult;
import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sip.header.ContactHeader;
import javax.sip.message.Response;

/** Carries REGISTER between the wire and the {@link Registrar}: only over a browser's flow, only with credentials. */
final class Registrations {

    private static final int RETRY_SECONDS = 30;
    /** Shorter than the silence after which the web server takes a WebSocket for dead. */
    private static final int FLOW_TIMER_SECONDS = 50;

    private final Core core;
    private final Answers answers;
    private final Authenticator authenticator;
    private final RequestBrakes brakes;

    Registrations(Core core, Answers answers, Authenticator authenticator, RequestBrakes brakes) {
        this.core = core;
        this.answers = answers;
        this.authenticator = authenticator;
        this.brakes = brakes;
    }

    void handle(SIPRequest request, RawMessage raw, SipChannel channel) {
        if (!(channel instanceof FlowChannel onFlow)) {
            core.counters().count(SipCounter.REFUSED_STRANGER);
            answers.send(request, channel, 403, "Sign-In Is Taken Over WebSocket Only");
            return;
        }
        long nowNanos = System.nanoTime();
        if (!brakes.admits(RequestBrakes.Kind.REGISTER, onFlow.flow(), nowNanos)) {
            tooMany(request, channel);
            return;
        }
        switch (authenticator.check(raw, "authorization", onFlow, nowNanos)) {
            case Authenticator.Outcome.Challenged challenged ->
                answers.send(
                        request,
                        channel,
                        401,
                        "Unauthorized",
                        response -> challenged.addTo(core.headers(), response, "WWW-Authenticate"));
            case Authenticator.Outcome.Braked _ ->
                answers.send(
                        request,
                        channel,
                        503,
                        "Too Many Failed Attempts",
                        response -> core.headers().retryAfter(response, Authenticator.BRAKE_SECONDS));
            case Authenticator.Outcome.Accepted accepted -> {
                Optional<Registration> registration =
                        RegisterReader.read(request, accepted.user(), onFlow.flow(), accepted.secondsLeft());
                if (!accepted.user().equals(userOfTo(request))) {
                    core.counters().count(SipCounter.REFUSED_IDENTITY);
                    answers.send(request, channel, 403, "Only One's Own Address Can Be Registered");
                } else if (registration.isEmpty()) {
                    core.counters().count(SipCounter.REFUSED_MALFORMED);
                    answers.send(request, channel, 400, "Bad Request: a contact or the path cannot be understood");
                } else if (RegisterReader.wantsOutbound(request, registration.get())
                        && RegisterReader.firstHopLacksOutbound(request, registration.get())) {
                    core.counters().count(SipCounter.REGISTRATIONS_REFUSED);
                    answers.send(request, channel, 439, "First Hop Lacks Outbound Support");
                } else if (!brakes.admits(
                        RequestBrakes.Kind.REGISTER,
                        new SipSource.Browser(accepted.user(), onFlow.flow().id()),
                        nowNanos)) {
                    tooMany(request, channel);
                } else {
                    apply(request, onFlow, registration.get(), nowNanos);
                }
            }
        }
    }

    private void tooMany(SIPRequest request, SipChannel channel) {
        answers.send(
                request,
                channel,
                503,
                "Too Many Registrations",
                response -> core.headers().retryAfter(response, RequestBrakes.RETRY_SECONDS));
    }

    private static String userOfTo(SIPRequest request) {
        return Headers.party(request.getTo()).map(party -> party.uri().user()).orElse("");
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
                    boolean gruu = RegisterReader.supports(request, "gruu");
                    for (Binding binding : bound.bindings()) {
                        response.addHeader(contactOf(binding, gruu, nowNanos));
                    }
                    extensions(request, registration, response);
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

    /** What was done besides binding: the path is shown back (RFC 3327), the flow is kept (RFC 5626 section 6). */
    private void extensions(SIPRequest request, Registration registration, Response response) throws ParseException {
        for (String served : List.of("path", "outbound", "gruu")) {
            core.headers().add(response, "Supported", served);
        }
        if (RegisterReader.supports(request, "path")) {
            for (SipUri proxy : registration.path()) {
                core.headers().add(response, RegisterReader.PATH, "<" + proxy + ">");
            }
        }
        if (RegisterReader.wantsOutbound(request, registration)) {
            core.headers().set(response, "Require", "outbound");
            core.headers().set(response, "Flow-Timer", Integer.toString(FLOW_TIMER_SECONDS));
        }
    }

    /** A page that is signed in, not one that leaves, gets its account's JSON if it takes JSON. */
    private void welcome(SIPRequest request, Registration registration, List<Binding> bindings, Response response)
            throws ParseException {
        boolean stays = bindings.stream().anyMatch(binding -> binding.flow().equals(registration.flow()));
        Optional<String> json = stays && RegisterReader.takesJson(request)
                ? authenticator.welcome(registration.user())
                : Optional.empty();
        if (json.isPresent()) {
            core.headers().body(response, "application/json", json.get());
        }
    }

    private ContactHeader contactOf(Binding binding, boolean gruu, long nowNanos) throws ParseException {
        long seconds = Math.max(0, Math.ceilDiv(binding.expiresNanos() - nowNanos, 1_000_000_000L));
        StringBuilder value = new StringBuilder("<" + binding.contact() + ">;expires=" + seconds);
        if (!binding.instance().isEmpty()) {
            value.append(";+sip.instance=\"<").append(binding.instance()).append(">\"");
        }
        if (binding.registrationId() > 0) {
            value.append(";reg-id=").append(binding.registrationId());
        }
        if (binding.preference() != Registration.USUAL_PREFERENCE) {
            value.append(";q=0.").append(String.format(Locale.ROOT, "%03d", binding.preference()));
        }
        if (gruu && !binding.instance().isEmpty()) {
            value.append(";pub-gruu=\"").append(core.gruus().publicOf(binding)).append('"');
            value.append(";temp-gruu=\"")
                    .append(core.gruus().temporaryOf(binding))
                    .append('"');
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
