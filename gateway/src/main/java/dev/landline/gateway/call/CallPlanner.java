package dev.landline.gateway.call;

import dev.landline.gateway.call.CallFailure.Plain;
import dev.landline.gateway.call.CallPlan.Attempt;
import dev.landline.gateway.call.CallPlan.Branch;
import dev.landline.gateway.config.AccountConfig;
import dev.landline.gateway.config.FeatureCodes;
import dev.landline.gateway.config.Forwarding;
import dev.landline.gateway.config.IdentityConfig;
import dev.landline.gateway.config.TrunkConfig;
import dev.landline.gateway.identity.CallerWish;
import dev.landline.gateway.identity.OutboundIdentity;
import dev.landline.gateway.route.Destination;
import dev.landline.gateway.route.Destination.TrunkHop;
import dev.landline.gateway.route.DialPlan;
import dev.landline.sip.FlowId;
import dev.landline.sip.Party;
import dev.landline.sip.SipEvent.InviteReceived;
import dev.landline.sip.SipSource;
import dev.landline.sip.SipTarget;
import dev.landline.sip.SipUri;
import dev.landline.sip.registrar.Gruus;
import dev.landline.sip.trunk.RegisterSettings;
import dev.landline.sip.trunk.TrunkPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Turns an authorised INVITE into a plan: dial plan, the pages that are open, the trunks' addresses, and the identities
 * each side is shown. Whatever a browser claims about itself, a trunk is shown a number of the account's own;
 * a call from one trunk to another shows what the first trunk may claim.
 */
final class CallPlanner implements Planner {

    private static final String ECHO_USER = "echo";
    private static final CallFailure NOT_YOURS_TO_CALL =
            new CallFailure.Barred("This account may call only a few numbers, and not this one");

    private final DialPlan dialPlan;
    private final Map<String, TrunkConfig> trunks;
    private final String domain;
    private final CallSound usual;
    private final SipSide sip;
    private final TrunkWays ways;
    private final CallIdentities identities;
    private final PersonalSettings settings;
    private final FeatureCodes codes;
    /** The PIN by the number of the room. */
    private final Map<String, Optional<String>> rooms;

    CallPlanner(
            DialPlan dialPlan,
            Map<String, AccountConfig> accounts,
            Map<String, TrunkConfig> trunks,
            String domain,
            CallSound usual,
            SipSide sip,
            TrunkWays ways) {
        this(
                dialPlan,
                trunks,
                domain,
                usual,
                sip,
                ways,
                new CallIdentities(dialPlan, accounts, trunks, domain, IdentityConfig.standard(), CallSignatures.NONE),
                new PersonalSettings(accounts.values()),
                FeatureCodes.STANDARD,
                Map.of());
    }

    CallPlanner(
            DialPlan dialPlan,
            Map<String, TrunkConfig> trunks,
            String domain,
            CallSound usual,
            SipSide sip,
            TrunkWays ways,
            CallIdentities identities,
            PersonalSettings settings,
            FeatureCodes codes,
            Map<String, Optional<String>> rooms) {
        this.dialPlan = dialPlan;
        this.trunks = trunks;
        this.domain = domain;
        this.usual = usual;
        this.sip = sip;
        this.ways = ways;
        this.identities = identities;
        this.settings = settings;
        this.codes = codes;
        this.rooms = rooms;
    }

    @Override
    public CallPlan plan(InviteReceived invite) {
        if (invite.source() instanceof SipSource.Browser browser
                && !settings.mayCall(browser.user(), identities.dialled(invite).number())) {
            return refused(invite, NOT_YOURS_TO_CALL);
        }
        if (Gruus.isGruu(invite.target())) {
            return toTab(invite);
        }
        return switch (invite.source()) {
            case SipSource.Browser browser -> {
                CallerWish.Dialled dialled = identities.dialled(invite);
                if (isEcho(dialled.number())) {
                    yield planned(invite, List.of(), soundOf(invite.source())).with(Purpose.Room.echo(invite.leg()));
                }
                if (rooms.containsKey(dialled.number())) {
                    yield room(invite, dialled.number());
                }
                Optional<ServiceCall> service = ServiceCall.of(codes, browser.user(), dialled.number());
                yield service.isPresent()
                        ? service(invite, service.get())
                        : plan(invite, dialPlan.outbound(dialled.number()), dialled.wish());
            }
            case SipSource.Trunk trunk -> {
                String dialled = dialPlan.dialled(called(invite, trunk));
                // Whoever may call from outside needs a PIN.
                boolean open = rooms.getOrDefault(dialled, Optional.empty()).isPresent();
                yield open
                        ? room(invite, dialled)
                        : plan(invite, dialPlan.inbound(trunk.trunk(), dialled), CallerWish.USUAL);
            }
        };
    }

    /** The code, or {@code sip:echo@DOMAIN}, which pages call to test themselves. */
    private boolean isEcho(String dialled) {
        return codes.echo().filter(dialled::equals).isPresent()
                || (dialled.equals(ECHO_USER) && person(ECHO_USER).isEmpty());
    }

    /** A call to the Contact that we registered is for the number in To, or else for the one that was configured. */
    private SipUri called(InviteReceived invite, SipSource.Trunk trunk) {
        Optional<RegisterSettings> register = Optional.ofNullable(trunks.get(trunk.trunk()))
                .flatMap(config -> config.signalling().upkeep().register())
                .filter(own -> own.user().equals(invite.target().user()));
        if (register.isEmpty()) {
            return invite.target();
        }
        SipUri to = invite.to().uri();
        return to.user().isEmpty() || to.user().equals(register.get().user())
                ? register.get()
                        .number()
                        .map(number -> SipUri.of(number, domain))
                        .orElse(invite.target())
                : to;
    }

    private CallPlan plan(InviteReceived invite, Destination destination, CallerWish wish) {
        return switch (destination) {
            case Destination.Nowhere(CallFailure failure) -> refused(invite, failure);
            case Destination.ToAccount(String user) -> toPerson(invite, user, List.of());
            case Destination.ToTrunks(String _, List<TrunkHop> hops) ->
                toTrunks(invite, hops, callerOf(invite, wish), List.of());
        };
    }

    private static CallPlan refused(InviteReceived invite, CallFailure failure) {
        return CallPlan.refused(invite.leg(), invite.source(), failure);
    }

    /** A GRUU: this tab and no other, however many its user has open. */
    private CallPlan toTab(InviteReceived invite) {
        CallIdentities.Shown caller = identities.forBrowser(invite);
        if (caller.refusal().isPresent()) {
            return refused(invite, caller.refusal().get());
        }
        return sip.pageOf(invite.target())
                .map(tab -> planned(
                        invite, List.of(new Attempt(List.of(tabBranch(tab, caller)))), soundOf(invite.source())))
                .orElseGet(() -> refused(invite, Plain.NOT_SIGNED_IN));
    }

    private Branch tabBranch(SipTarget.Browser tab, CallIdentities.Shown caller) {
        return new Branch(
                sip.newLeg(),
                tab,
                tab.contact(),
                caller.from(),
                new Party("", SipUri.of(tab.user(), domain)),
                caller.headers());
    }

    @Override
    public Optional<String> person(String dialled) {
        return dialPlan.outbound(dialled) instanceof Destination.ToAccount(String user)
                ? Optional.of(user)
                : Optional.empty();
    }

    private CallPlan room(InviteReceived invite, String number) {
        return planned(invite, List.of(), soundOf(invite.source())).with(new Purpose.Room(number, rooms.get(number)));
    }

    /** A feature code; a number in it must be one that may be dialled. */
    private CallPlan service(InviteReceived invite, ServiceCall service) {
        if (service instanceof ServiceCall.ForwardAlways(String _, Optional<String> number)
                && number.isPresent()
                && dialPlan.outbound(number.get()) instanceof Destination.Nowhere(CallFailure failure)) {
            return refused(invite, failure);
        }
        return planned(invite, List.of(), usual).with(new Purpose.Service(service));
    }

    /** Sent on by a person: dialled with that person's rights, and shown as its call. */
    @Override
    public CallPlan onward(InviteReceived invite, Onward onward) {
        Optional<List<Forwards.Hop>> path = Forwards.extended(onward.path(), onward.by(), onward.occasion());
        if (path.isEmpty()) {
            return refused(invite, Plain.FORWARD_LOOP);
        }
        if (!settings.mayCall(onward.by(), onward.number())) {
            return refused(invite, NOT_YOURS_TO_CALL);
        }
        return switch (dialPlan.outbound(onward.number())) {
            case Destination.Nowhere(CallFailure failure) -> refused(invite, failure);
            case Destination.ToAccount(String user) -> toPerson(invite, user, path.get());
            case Destination.ToTrunks(String _, List<TrunkHop> hops) -> {
                CallIdentities.Onward caller = identities.presented(onward.by(), CallerWish.USUAL);
                yield toTrunks(invite, hops, identities.diverted(caller, path.get()), path.get());
            }
        };
    }

    /** Sent on by a trunk's 302, as far as that trunk may. */
    @Override
    public CallPlan redirected(InviteReceived invite, Onward onward) {
        Optional<List<Forwards.Hop>> path = Forwards.extended(onward.path(), onward.by(), onward.occasion());
        TrunkConfig trunk = trunks.get(onward.by());
        if (path.isEmpty() || trunk == null) {
            return refused(invite, Plain.FORWARD_LOOP);
        }
        return switch (trunk.features().redirects()) {
            case OFF -> refused(invite, Plain.UNKNOWN_NUMBER);
            case SAME_TRUNK ->
                toTrunks(
                        invite,
                        List.of(new TrunkHop(onward.by(), onward.number())),
                        callerOf(invite, CallerWish.USUAL),
                        path.get());
            case DIAL_PLAN -> {
                Destination destination = switch (invite.source()) {
                    case SipSource.Browser _ -> dialPlan.outbound(onward.number());
                    case SipSource.Trunk from -> dialPlan.inbound(from.trunk(), onward.number());
                };
                yield switch (destination) {
                    case Destination.Nowhere(CallFailure failure) -> refused(invite, failure);
                    case Destination.ToAccount(String user) -> toPerson(invite, user, path.get());
                    case Destination.ToTrunks(String _, List<TrunkHop> hops) ->
                        toTrunks(invite, hops, callerOf(invite, CallerWish.USUAL), path.get());
                };
            }
        };
    }

    /** Rings a person, or does what the person wants done with calls instead. */
    private CallPlan toPerson(InviteReceived invite, String user, List<Forwards.Hop> path) {
        PersonalSettings.Wishes wishes = settings.of(user);
        Forwarding rules = wishes.forwarding();
        if (rules.always().isPresent()) {
            return onward(invite, new Onward(user, rules.always().get(), Occasion.ALWAYS, path));
        }
        if (wishes.undisturbed()) {
            return rules.busy()
                    .map(number -> onward(invite, new Onward(user, number, Occasion.DO_NOT_DISTURB, path)))
                    .orElseGet(() -> refused(invite, Plain.NOT_DISTURBED).with(missedBy(user, path)));
        }
        CallPlan pages = toPages(invite, user);
        if (pages.refusal().filter(Plain.NOT_SIGNED_IN::equals).isPresent()) {
            return rules.notSignedIn()
                    .map(number -> onward(invite, new Onward(user, number, Occasion.NOT_SIGNED_IN, path)))
                    .orElseGet(() -> pages.with(missedBy(user, path)));
        }
        return pages.with(new Forwards(Optional.of(user), rules, path));
    }

    /** So that the person finds the call in the history. */
    private static Forwards missedBy(String user, List<Forwards.Hop> path) {
        return new Forwards(Optional.of(user), Forwarding.NONE, path);
    }

    private CallPlan toPages(InviteReceived invite, String user) {
        List<Branch> branches = new ArrayList<>();
        CallIdentities.Shown caller = identities.forBrowser(invite);
        if (caller.refusal().isPresent()) {
            return refused(invite, caller.refusal().get());
        }
        for (SipSide.Page page : sip.pages(user)) {
            boolean own =
                    invite.source() instanceof SipSource.Browser(String _, FlowId flow) && flow.equals(page.flow());
            if (!own) {
                branches.add(tabBranch(new SipTarget.Browser(user, page.flow(), page.contact()), caller));
            }
        }
        return branches.isEmpty()
                ? refused(invite, Plain.NOT_SIGNED_IN)
                : planned(invite, List.of(new Attempt(branches)), soundOf(invite.source()));
    }

    private static CallPlan planned(InviteReceived invite, List<Attempt> attempts, CallSound sound) {
        return new CallPlan(invite.leg(), invite.source(), invite.sdp(), attempts, Optional.empty(), sound);
    }

    /** The sound of a call that comes in. */
    private CallSound soundOf(SipSource source) {
        return switch (source) {
            case SipSource.Browser _ -> usual;
            case SipSource.Trunk trunk ->
                Optional.ofNullable(trunks.get(trunk.trunk()))
                        .map(config -> banded(Stream.of(config))
                                .withBrowserCodecs(config.sound().browserCodecs()))
                        .orElse(usual);
        };
    }

    /** The browser is answered once: the first way decides, also when another trunk is tried after it. */
    private CallSound soundOf(List<TrunkHop> hops) {
        TrunkHop first = hops.getFirst();
        return banded(hops.stream().map(hop -> trunks.get(hop.trunk())))
                .withBrowserCodecs(trunks.get(first.trunk()).sound().browserCodecs())
                .with(first.sound());
    }

    private CallSound banded(Stream<TrunkConfig> used) {
        return usual.upTo(used.flatMap(trunk -> trunk.sound().codecs().stream()));
    }

    private CallIdentities.Onward callerOf(InviteReceived invite, CallerWish wish) {
        return switch (invite.source()) {
            case SipSource.Browser(String user, FlowId _) -> identities.presented(user, wish);
            case SipSource.Trunk trunk -> identities.passedOn(invite, trunk.trunk());
        };
    }

    private CallPlan toTrunks(
            InviteReceived invite, List<TrunkHop> hops, CallIdentities.Onward caller, List<Forwards.Hop> path) {
        if (caller.refusal().isPresent()) {
            return refused(invite, caller.refusal().get());
        }
        List<Attempt> attempts = new TrunkAttempts(ways)
                .of(hops).stream()
                        .map(way -> new Attempt(
                                List.of(branch(trunks.get(way.hop().trunk()), way.hop(), caller, way.place()))))
                        .toList();
        return attempts.isEmpty()
                ? refused(invite, Plain.TRUNK_UNRESOLVED)
                : planned(invite, attempts, soundOf(hops)).with(new Forwards(Optional.empty(), Forwarding.NONE, path));
    }

    private Branch branch(TrunkConfig trunk, TrunkHop hop, CallIdentities.Onward caller, TrunkPlace place) {
        OutboundIdentity identity =
                OutboundIdentity.of(caller.caller(), hop.number(), trunk, dialPlan.country(), caller.diversions());
        return new Branch(
                sip.newLeg(),
                new SipTarget.Trunk(trunk.name(), place.address(), place.transport()),
                identity.requestUri(),
                identity.from(),
                identity.to(),
                identity.headers());
    }
}
