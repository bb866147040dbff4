package dev.landline.sip;

import java.util.Optional;

/** What the gateway decides about requests outside of calls. Called from the stack's threads: must not block. */
public interface OutsideCalls {

    /** Before the gateway has said what it wants, nobody gets anywhere. */
    OutsideCalls CLOSED = new OutsideCalls() {
        @Override
        public MessageRoute route(PageMessage message) {
            return new MessageRoute.Refused(503, "The Gateway Is Starting");
        }

        @Override
        public Optional<String> mailboxOwner(String trunk, String mailbox) {
            return Optional.empty();
        }

        @Override
        public boolean mayWatch(String watcher, String watched) {
            return false;
        }

        @Override
        public boolean isAccount(String user) {
            return false;
        }
    };

    /** Where a text goes. */
    MessageRoute route(PageMessage message);

    /**
     * Whose mailbox a trunk reports about (RFC 3842).
     *
     * @param mailbox the number or name that the trunk's NOTIFY is addressed to
     * @return the account; empty when it is nobody's here, or the trunk may not say so
     */
    Optional<String> mailboxOwner(String trunk, String mailbox);

    /** Whether an account may see if another one is in a call. */
    boolean mayWatch(String watcher, String watched);

    boolean isAccount(String user);
}
