package dev.landline.gateway.identity;

import dev.landline.gateway.config.AccountConfig;
import dev.landline.gateway.route.DialledNumber;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A caller of ours as trunks may be told of it.
 *
 * @param account the account's user name
 * @param name its display name
 * @param number the number that it shows, E.164 or an extension; empty when the account has none
 * @param hidden the called person must not learn name and number
 */
public record PresentedCaller(String account, String name, Optional<String> number, boolean hidden) {

    /**
     * What an account may show of what it wants to show.
     *
     * @param country ISO 3166 code of the country in which national numbers are read
     * @return empty when it wants to show a number that is not its own
     */
    public static Optional<PresentedCaller> choose(AccountConfig account, CallerWish wish, String country) {
        boolean hidden = wish.hide() || account.callerIds().hidden();
        Optional<String> wanted = wish.number().filter(number -> !number.equals(account.user()));
        if (wanted.isEmpty()) {
            return Optional.of(new PresentedCaller(account.user(), account.displayName(), account.callerId(), hidden));
        }
        String plain = plain(wanted.get(), country);
        return Stream.concat(account.callerId().stream(), account.callerIds().more().stream())
                .filter(own -> plain(own, country).equals(plain))
                .findFirst()
                .map(own -> new PresentedCaller(account.user(), account.displayName(), Optional.of(own), hidden));
    }

    private static String plain(String number, String country) {
        return switch (DialledNumber.read(number, country)) {
            case DialledNumber.Subscriber(String e164, String _) -> e164;
            case DialledNumber.Code(String digits) -> digits;
            case DialledNumber.User(String name) -> name;
            case DialledNumber.Unreadable() -> number;
        };
    }
}
