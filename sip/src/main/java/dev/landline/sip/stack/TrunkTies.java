package dev.landline.sip.stack;

import dev.landline.sip.SipTarget;
import dev.landline.sip.SipUri;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import javax.sip.message.Response;

/**
 * What holds a leg to the trunk at its other end: our password on its requests, its place in the trunk's contract, and what
 * its INVITE teaches about where it went. A browser's leg has none of these. On the lane of the leg.
 */
final class TrunkTies {

    private final Core core;
    private final Optional<Peer.Trunk> trunk;
    private Optional<SipTarget.Trunk> dialled = Optional.empty();
    private Optional<TrunkWatch> watch = Optional.empty();
    private SIPRequest lastInvite;
    // Written before the leg is on its lane, and on it.
    private volatile boolean counted;

    TrunkTies(Core core, Peer peer) {
        this.core = core;
        this.trunk = peer instanceof Peer.Trunk one ? Optional.of(one) : Optional.empty();
    }

    /** The leg is opened by an INVITE of ours to this target. */
    void dials(SipTarget target) {
        if (target instanceof SipTarget.Trunk one) {
            dialled = Optional.of(one);
            watch = Optional.of(new TrunkWatch(core, one));
        }
    }

    /** Writes our password's proof on a request to the trunk's own target, when the trunk has asked before. */
    void writeCredentials(SIPRequest request, SipHop hop) throws ParseException {
        if (trunk.isPresent()) {
            core.digest().ahead(request, trunk.get().name(), isOwnTarget(hop));
        }
    }

    /** Whether a request of ours went to one of the trunk's own targets. */
    boolean isOwnTarget(SIPRequest sent) {
        return sent.getApplicationData() instanceof SipHop hop && isOwnTarget(hop);
    }

    private boolean isOwnTarget(SipHop hop) {
        boolean atDialled =
                dialled.filter(target -> target.address().equals(hop.address())).isPresent();
        // A large request may leave by TCP instead of UDP; what is meant for TLS never leaves in the clear.
        return trunk.filter(
                        one -> !one.transport().equals("tls") || hop.transport().equals("tls"))
                .filter(one -> atDialled || core.trunks().isTarget(one.name(), hop.address()))
                .isPresent();
    }

    /** Remembers the INVITE whose credentials its ACK repeats (RFC 3261 section 13.2.2.4). */
    void acknowledgeWith(SIPRequest invite) {
        lastInvite = invite;
    }

    /** What the INVITE carried, on its ACK. */
    void writeCredentialsOfInvite(SIPRequest ack, SipHop hop) {
        core.digest().acknowledge(ack, lastInvite, isOwnTarget(hop));
    }

    /** Our INVITE has left. */
    void sent(String callId) {
        watch.ifPresent(place -> place.sent(callId));
    }

    /** Our INVITE could not be sent. */
    void unsent() {
        watch.ifPresent(TrunkWatch::unsent);
    }

    /** A response to our INVITE came, or was made here because it could not be sent. */
    void answered(Response response, SIPRequest invite) {
        boolean local = ((SIPMessage) response).getApplicationData() instanceof TransportFailure;
        boolean asDialled = invite.getApplicationData() instanceof SipHop hop
                && trunk.filter(one -> one.transport().equals(hop.transport())).isPresent();
        // A large request that finds no TCP says nothing about the place: it goes there by UDP.
        if (!local || asDialled) {
            watch.ifPresent(place -> place.answered(response, local));
        }
    }

    /** The way that the trunk's registrar told us to take (RFC 3608 section 5). */
    List<SipUri> serviceRoute() {
        return dialled.map(target -> core.trunks().serviceRoute(target.trunk())).orElse(List.of());
    }

    /** The trunk has let this call in under its contract. */
    void counted() {
        counted = trunk.isPresent();
    }

    /** The call is over for the trunk's contract. */
    void leave() {
        if (counted) {
            counted = false;
            trunk.ifPresent(one -> core.trunks().leave(one.name()));
        }
    }
}
