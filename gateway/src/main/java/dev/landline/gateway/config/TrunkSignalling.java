package dev.landline.gateway.config;

import dev.landline.sip.session.DialogTerms;
import dev.landline.sip.trunk.TrunkCredentials;
import dev.landline.sip.trunk.TrunkUpkeep;
import java.util.Optional;

/**
 * How we are a customer of a trunk.
 *
 * @param credentials who we are there; empty when it knows us by our address
 * @param dialogs how dialogs with it are conducted
 * @param upkeep registration, health, limits and sources
 * @param anyTransport DNS says how to send to it
 */
public record TrunkSignalling(
        Optional<TrunkCredentials> credentials, DialogTerms dialogs, TrunkUpkeep upkeep, boolean anyTransport) {

    /** A trunk that knows us by our address. */
    public static TrunkSignalling standard() {
        return new TrunkSignalling(Optional.empty(), DialogTerms.STANDARD, TrunkUpkeep.standard(), false);
    }
}
