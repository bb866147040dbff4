package dev.landline.sip.stack;

import gov.nist.javax.sip.EventWrapper;
import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.SIPClientTransaction;
import java.net.UnknownHostException;
import java.util.EventObject;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import javax.sip.PeerUnavailableException;
import javax.sip.address.Hop;

/**
 * One JAIN-SIP stack, made directly: {@code SipFactory} keeps every stack it ever made in a static list.
 */
final class JainStack extends SipStackImpl {

    private volatile Function<String, Optional<SipHop>> hopOfCall = _ -> Optional.empty();

    JainStack(String name, Lanes lanes) throws PeerUnavailableException {
        super(properties(name));
        getTimer().stop();
        setTimer(new LaneTimer(lanes));
        stopIdleScanner();
    }

    /**
     * JAIN-SIP starts a thread for listeners that are not re-entrant. It never has work here, is no daemon, and outlives the
     * stack because nothing wakes it; an event that it cannot deliver does.
     */
    private void stopIdleScanner() {
        getEventScanner().forceStop();
        getEventScanner().addEvent(new EventWrapper(new EventObject(this), null));
    }

    private static Properties properties(String name) {
        Properties properties = new Properties();
        properties.setProperty("javax.sip.STACK_NAME", name);
        properties.setProperty("javax.sip.ROUTER_PATH", HopRouter.class.getName());
        properties.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "on");
        properties.setProperty("gov.nist.javax.sip.STACK_LOGGER", StackLog.class.getName());
        properties.setProperty("gov.nist.javax.sip.SERVER_LOGGER", MessageLog.class.getName());
        // Events come on the lane that caused them. The back-to-back flag stays off: it would block lanes on
        // semaphores.
        properties.setProperty("gov.nist.javax.sip.REENTRANT_LISTENER", "true");
        properties.setProperty("gov.nist.javax.sip.THREAD_POOL_SIZE", "1");
        // Off at 0: a second 2xx would then look like a retransmission of the first.
        properties.setProperty("gov.nist.javax.sip.MAX_FORK_TIME_SECONDS", "33");
        // Browsers drop answers whose Via or Contact was rewritten.
        properties.setProperty("gov.nist.javax.sip.PATCH_SIP_WEBSOCKETS_HEADERS", "false");
        properties.setProperty("gov.nist.javax.sip.CONGESTION_CONTROL_TIMEOUT", "1000");
        return properties;
    }

    /** The requests of ours that went out on a connection and have no final answer yet, and some that have. */
    List<SIPClientTransaction> clientTransactionsOn(SipChannel channel) {
        return clientTransactionTable.values().stream()
                .filter(transaction -> transaction.getMessageChannel() == channel)
                .toList();
    }

    /**
     * A dialog remembers the port that its first request left from. What follows may go by another transport, whose port is
     * another: there is one for each.
     */
    @Override
    public MessageChannel createRawMessageChannel(String sourceAddress, int sourcePort, Hop hop)
            throws UnknownHostException {
        return super.createRawMessageChannel(sourceAddress, portOf(hop.getTransport(), sourcePort), hop);
    }

    private int portOf(String transport, int otherwise) {
        for (MessageProcessor processor : getMessageProcessors()) {
            if (processor.getTransport().equalsIgnoreCase(transport)) {
                return processor.getPort();
            }
        }
        return otherwise;
    }

    void findHopsBy(Function<String, Optional<SipHop>> finder) {
        this.hopOfCall = finder;
    }

    /** Where a request of a living leg goes when it was made inside JAIN-SIP, such as a repeated ACK. */
    Optional<SipHop> hopFor(SIPRequest request) {
        return hopOfCall.apply(request.getCallId().getCallId());
    }

    /** How many transactions and dialogs there are. */
    int held() {
        return getClientTransactionTableSize()
                + getServerTransactionTableSize()
                + getDialogs().size();
    }
}
