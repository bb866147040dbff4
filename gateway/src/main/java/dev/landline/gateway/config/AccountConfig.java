package dev.landline.gateway.config;

import java.util.List;
import java.util.Optional;

/**
 * A person who signs in from a browser.
 *
 * @param user user part of the address of record and digest user name
 * @param password never logged
 * @param callerId number shown to the called side: E.164, or an extension of a PBX
 * @param callerIds what else it may show
 * @param features what becomes of its calls
 * @param numbers numbers that ring this account: E.164, or extensions of a PBX
 * @param watches accounts whose calls it may see going on; {@code *} is every account
 */
public record AccountConfig(
        String user,
        String displayName,
        String password,
        Optional<String> callerId,
        CallerIdRules callerIds,
        List<String> numbers,
        AccountFeatures features,
        List<String> watches) {

    public AccountConfig {
        numbers = List.copyOf(numbers);
        watches = List.copyOf(watches);
    }

    /** An account that watches nobody. */
    public AccountConfig(
            String user,
            String displayName,
            String password,
            Optional<String> callerId,
            CallerIdRules callerIds,
            List<String> numbers,
            AccountFeatures features) {
        this(user, displayName, password, callerId, callerIds, numbers, features, List.of());
    }

    /** An account with the usual features. */
    public AccountConfig(
            String user,
            String displayName,
            String password,
            Optional<String> callerId,
            CallerIdRules callerIds,
            List<String> numbers) {
        this(user, displayName, password, callerId, callerIds, numbers, AccountFeatures.STANDARD);
    }

    /** An account with one number to show at most. */
    public AccountConfig(
            String user, String displayName, String password, Optional<String> callerId, List<String> numbers) {
        this(user, displayName, password, callerId, CallerIdRules.USUAL, numbers);
    }

    @Override
    public String toString() {
        return "AccountConfig[" + user + ", " + displayName + ", callerId=" + callerId.orElse("none") + ", numbers="
                + numbers + "]";
    }
}
