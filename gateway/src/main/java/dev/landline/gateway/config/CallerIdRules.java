package dev.landline.gateway.config;

import java.util.List;

/**
 * Which numbers an account may show besides its own, and whether it shows any.
 *
 * @param more further numbers that the account may choose for a call: E.164, or extensions of a PBX
 * @param hidden no call of the account shows a number (CLIR)
 */
public record CallerIdRules(List<String> more, boolean hidden) {

    /** The account's one number, shown. */
    public static final CallerIdRules USUAL = new CallerIdRules(List.of(), false);

    public CallerIdRules {
        more = List.copyOf(more);
    }
}
