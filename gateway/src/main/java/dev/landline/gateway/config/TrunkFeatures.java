package dev.landline.gateway.config;

/**
 * What a trunk may ask for in the middle of a call.
 *
 * @param transfers its REFER is carried out, as if the person on the other side had dialled the target
 */
public record TrunkFeatures(boolean transfers) {

    /** The defaults of reference.conf. */
    public static final TrunkFeatures STANDARD = new TrunkFeatures(false);
}
