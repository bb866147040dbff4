package dev.landline.gateway.config;

/**
 * What a trunk may ask for in the middle of a call.
 *
 * @param transfers its REFER is carried out, as if the person on the other side had dialled the target
 * @param redirects whether its 302 is followed
 */
public record TrunkFeatures(boolean transfers, Redirects redirects) {

    /** What becomes of a 302. */
    public enum Redirects {
        /** It is a refusal. */
        OFF,
        /** The number in it is called over the same trunk. */
        SAME_TRUNK,
        /** The number in it is dialled as the caller would. */
        DIAL_PLAN
    }

    /** The defaults of reference.conf. */
    public static final TrunkFeatures STANDARD = new TrunkFeatures(false, Redirects.OFF);
}
