package dev.landline.gateway.route;

import dev.landline.gateway.call.CallFailure.Barred;
import dev.landline.gateway.call.CallFailure.Plain;
import dev.landline.gateway.config.AccountConfig;
import dev.landline.gateway.config.DialingConfig;
import dev.landline.gateway.config.RouteConfig;
import dev.landline.gateway.config.RouteTrunk;
import dev.landline.gateway.route.Destination.Nowhere;
import dev.landline.gateway.route.Destination.ToAccount;
import dev.landline.gateway.route.Destination.ToTrunks;
import dev.landline.gateway.route.Destination.TrunkHop;
import dev.landline.sip.DialString;
import dev.landline.sip.SipUri;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Number to destination. Pure: what it says depends on the configuration and the number alone. The rules about what may
 * be dialled come before the routes, on the E.164 form, so that a route cannot open what they close.
 */
public final class DialPlan {

    private final DialingConfig dialing;
    private final Map<String, String> userByName = new HashMap<>();
    private final Map<String, String> userByNumber = new HashMap<>();
    private final List<RouteConfig> routes;

    public DialPlan(DialingConfig dialing, Collection<AccountConfig> accounts, List<RouteConfig> routes) {
        this.dialing = dialing;
        this.routes = List.copyOf(routes);
        for (AccountConfig account : accounts) {
            userByName.put(account.user().toLowerCase(Locale.ROOT), account.user());
            account.numbers().forEach(number -> userByNumber.put(number, account.user()));
        }
    }

    /** ISO 3166 code of the country in which national numbers are read. */
    public String country() {
        return dialing.country();
    }

    /** What a URI says was dialled, for {@link #outbound} and {@link #inbound}. */
    public String dialled(SipUri target) {
        return DialledNumber.text(DialString.of(target), dialing.country());
    }

    /** Where a call by one of our accounts goes. */
    public Destination outbound(String dialled) {
        return switch (DialledNumber.read(dialled, dialing.country())) {
            case DialledNumber.User(String name) -> account(Optional.ofNullable(userByName.get(name)));
            case DialledNumber.Code(String digits) ->
                userByName.containsKey(digits) ? new ToAccount(userByName.get(digits)) : routed(digits, routes);
            case DialledNumber.Subscriber(String e164, String region) ->
                userByNumber.containsKey(e164)
                        ? new ToAccount(userByNumber.get(e164))
                        : subscriber(e164, region, routes);
            case DialledNumber.Unreadable() -> new Nowhere(Plain.BAD_NUMBER);
        };
    }

    /**
     * Whom a call from a trunk rings: one of our accounts, or else another trunk, if a route lets this trunk through. What
     * may be dialled is as narrow for trunks as for people.
     */
    public Destination inbound(String trunk, String dialled) {
        List<RouteConfig> open = routes.stream()
                .filter(route -> route.from().contains(trunk) && !route.leadsTo(trunk))
                .toList();
        return switch (DialledNumber.read(dialled, dialing.country())) {
            case DialledNumber.User(String name) -> account(Optional.ofNullable(userByName.get(name)));
            case DialledNumber.Code(String digits) -> {
                String user = userByNumber.getOrDefault(digits, userByName.get(digits));
                yield user != null ? new ToAccount(user) : routed(digits, open);
            }
            case DialledNumber.Subscriber(String e164, String region) -> {
                if (userByNumber.containsKey(e164)) {
                    yield new ToAccount(userByNumber.get(e164));
                }
                // A trunk that may not pass at all learns nothing about our rules.
                yield open.isEmpty() ? new Nowhere(Plain.UNKNOWN_NUMBER) : subscriber(e164, region, open);
            }
            case DialledNumber.Unreadable() -> new Nowhere(Plain.UNKNOWN_NUMBER);
        };
    }

    private static Destination account(Optional<String> user) {
        return user.<Destination>map(ToAccount::new).orElseGet(() -> new Nowhere(Plain.UNKNOWN_NUMBER));
    }

    private Destination subscriber(String e164, String region, List<RouteConfig> open) {
        for (String prefix : dialing.barredPrefixes()) {
            if (e164.startsWith(prefix)) {
                return new Nowhere(new Barred("Numbers that start with " + prefix + " are barred here"));
            }
        }
        if (!region.equals(dialing.country())) {
            if (!dialing.international()) {
                return new Nowhere(new Barred("International calls are not allowed here"));
            }
            if (!dialing.allowedCountries().isEmpty()
                    && !dialing.allowedCountries().contains(region)) {
                return new Nowhere(new Barred("Calls to this country are not allowed here"));
            }
        }
        return routed(e164, open);
    }

    private static Destination routed(String number, List<RouteConfig> open) {
        List<TrunkHop> hops = open.stream()
                .filter(route -> new NumberPattern(route.match()).matches(number))
                .flatMap(route -> hops(route, number))
                .toList();
        return hops.isEmpty() ? new Nowhere(Plain.UNKNOWN_NUMBER) : new ToTrunks(number, hops);
    }

    private static Stream<TrunkHop> hops(RouteConfig route, String number) {
        String sent = route.prepend() + number.substring(Math.min(route.strip(), number.length()));
        List<RouteTrunk> trunks = route.trunks();
        return IntStream.range(0, trunks.size()).mapToObj(i -> {
            RouteTrunk trunk = trunks.get(i);
            boolean equal = i > 0 && trunks.get(i - 1).priority() == trunk.priority();
            return new TrunkHop(trunk.name(), sent, route.sound(), trunk.weight(), equal);
        });
    }

    /** A number in E.164 as the called side may show it; other callers (short codes, anonymous) as they came. */
    public String presentable(String number) {
        return switch (DialledNumber.read(number, dialing.country())) {
            case DialledNumber.Subscriber(String e164, String _) -> e164;
            case DialledNumber.Code(String digits) -> digits;
            case DialledNumber.User(String name) -> name;
            case DialledNumber.Unreadable() -> "anonymous";
        };
    }
}
