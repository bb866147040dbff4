package dev.landline.gateway.config;

import dev.landline.sip.session.DialogTerms;
import dev.landline.sip.trunk.TrunkCredentials;
import java.util.Optional;

/**
 * How we are a customer of a trunk.
 *
 * @param credentials who we are there; empty when it knows us by our address
 * @param dialogs how dialogs with it are conducted
 */
public record TrunkSignalling(Optional<TrunkCredentials> credentials, DialogTerms dialogs) {

    /** A trunk that knows us by our address. */
    public static TrunkSignalling standard() {
        return new TrunkSignalling(Optional.empty(), DialogTerms.STANDARD);
    }
}
