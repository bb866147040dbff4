package dev.landline.gateway.config;

import java.util.List;

/**
 * What may be dialled, whatever the routes say.
 *
 * @param country ISO 3166 code of the country in which national numbers are read
 * @param international numbers of other countries may be dialled
 * @param allowedCountries when {@code international}: only these besides {@code country}; empty is every country
 * @param barredPrefixes E.164 prefixes, with the plus, that are never dialled
 */
public record DialingConfig(
        String country, boolean international, List<String> allowedCountries, List<String> barredPrefixes) {

    public DialingConfig {
        allowedCountries = List.copyOf(allowedCountries);
        barredPrefixes = List.copyOf(barredPrefixes);
    }
}
