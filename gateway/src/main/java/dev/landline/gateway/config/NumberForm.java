package dev.landline.gateway.config;

/** How a telephone number is written toward a trunk. */
public enum NumberForm {
    /** As the route left it. */
    AS_ROUTED,
    /** E.164 with the plus: +441632960011. */
    E164,
    /** The same without the plus: 441632960011. */
    DIGITS,
    /** As people of the home country dial it: 01632960011; numbers of other countries with the international prefix. */
    NATIONAL
}
