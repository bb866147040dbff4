package dev.landline.gateway.config;

/**
 * What a trunk does besides calls.
 *
 * @param messages texts (RFC 3428) go to it and are taken from it
 * @param messageWaiting its word about voicemail (RFC 3842) is taken
 */
public record TrunkServices(boolean messages, boolean messageWaiting) {

    /** Calls only, and the lamp that says that there is voicemail. */
    public static TrunkServices standard() {
        return new TrunkServices(false, true);
    }

    static TrunkServices read(Section trunk) {
        TrunkServices standard = standard();
        return new TrunkServices(
                trunk.optional("messages", ValueParser.flag()).orElse(standard.messages()),
                trunk.optional("message-waiting", ValueParser.flag()).orElse(standard.messageWaiting()));
    }
}
