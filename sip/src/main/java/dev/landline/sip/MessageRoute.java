package dev.landline.sip;

/** Where a {@link PageMessage} goes. */
public sealed interface MessageRoute {

    /**
     * To every tab of an account.
     *
     * @param from the sender as the account is shown it
     */
    record ToUser(String user, Party from, Party to) implements MessageRoute {}

    /** To a trunk. */
    record ToTrunk(SipTarget.Trunk trunk, SipUri requestUri, Party from, Party to) implements MessageRoute {}

    /**
     * Nowhere.
     *
     * @param phrase the reason phrase, in words a person understands
     */
    record Refused(int status, String phrase) implements MessageRoute {}
}
