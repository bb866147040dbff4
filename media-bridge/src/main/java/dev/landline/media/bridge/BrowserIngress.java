package dev.landline.media.bridge;

import dev.landline.media.ice.BindingRequest;
import dev.landline.media.ice.IceOutcome;
import dev.landline.media.ice.IceReply;
import dev.landline.media.ice.StunCodec;
import dev.landline.media.ice.StunParse;
import dev.landline.media.net.DatagramPort;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The port that all browsers of one loop share: finds each datagram's leg. STUN names its leg by our ufrag; everything
 * else is known by its source address, and an address is known only while an authentic check vouches for it. So DTLS and
 * SRTP from strangers end here, unanswered.
 *
 * <p>Owned by the media loop. All maps are bounded by the number of legs, two ufrags and four addresses each.
 */
final class BrowserIngress extends BrowserPort {
    /** Enough to empty the port after our own stall, before overdue frames are played without what waits in it. */
    private static final int DATAGRAMS_PER_TURN = 1024;

    /** An address that checked this recently belongs to its leg; another leg may claim it only later. */
    private static final long HELD_NANOS = 10_000_000_000L;

    /** The one of now, and the one of before a restart of ICE. */
    private static final int MOST_UFRAGS = 2;

    private final Map<String, BrowserLeg> byUfrag = new HashMap<>();
    private final IdentityHashMap<BrowserLeg, List<String>> ufragsOf = new IdentityHashMap<>();
    private final Map<InetSocketAddress, BrowserLeg> byAddress = new HashMap<>();

    BrowserIngress(MediaLoop loop, DatagramPort port) {
        super(loop, port, DATAGRAMS_PER_TURN);
    }

    /** Again after each restart of ICE: checks with the ufrag of before still find the leg, those of earlier ones not. */
    void add(BrowserLeg leg) {
        List<String> ufrags = ufragsOf.computeIfAbsent(leg, _ -> new ArrayList<>(MOST_UFRAGS + 1));
        ufrags.add(leg.ufrag());
        byUfrag.put(leg.ufrag(), leg);
        if (ufrags.size() > MOST_UFRAGS) {
            byUfrag.remove(ufrags.removeFirst());
        }
    }

    void remove(BrowserLeg leg) {
        List<String> ufrags = ufragsOf.remove(leg);
        if (ufrags != null) {
            ufrags.forEach(byUfrag::remove);
        }
        for (InetSocketAddress address : leg.lite().validatedAddresses()) {
            byAddress.remove(address, leg);
        }
    }

    /** An address that no authentic check vouches for any more. */
    void forget(InetSocketAddress address, BrowserLeg leg) {
        byAddress.remove(address, leg);
    }

    int addresses() {
        return byAddress.size();
    }

    @Override
    BrowserLeg legAt(InetSocketAddress address) {
        return byAddress.get(address);
    }

    @Override
    void onStun(InetSocketAddress from, int length, long nowNanos) {
        switch (StunCodec.parse(loop.in, 0, length)) {
            case StunParse.Malformed _ -> counters.count(MediaCounter.STUN_MALFORMED);
            case StunParse.Irrelevant _ -> counters.count(MediaCounter.STUN_IRRELEVANT);
            case StunParse.Binding(BindingRequest request) -> {
                BrowserLeg leg = byUfrag.get(request.localUfrag());
                if (leg == null) {
                    counters.count(MediaCounter.STUN_UNKNOWN_UFRAG);
                } else {
                    onCheck(leg, request, from, nowNanos);
                }
            }
        }
    }

    private void onCheck(BrowserLeg leg, BindingRequest request, InetSocketAddress from, long nowNanos) {
        BrowserLeg holder = byAddress.get(from);
        if (holder != null && holder != leg && holder.lite().holds(from, nowNanos, HELD_NANOS)) {
            // Two calls of one browser use two ports. Somebody with credentials of his own wants another's packets.
            counters.count(MediaCounter.STUN_ADDRESS_TAKEN);
            return;
        }
        IceReply reply = leg.lite().onRequest(request, from, nowNanos);
        send(reply.response(), from);
        if (reply.dropped().isPresent()) {
            forget(reply.dropped().get(), leg);
        }
        switch (reply.outcome()) {
            case REFUSED -> {
                leg.survey.checkRefused();
                counters.count(MediaCounter.STUN_BAD_INTEGRITY);
            }
            case CONFLICT -> counters.count(MediaCounter.STUN_CONFLICT);
            case EARLY -> counters.count(MediaCounter.STUN_EARLY);
            case REFRESHED, VALIDATED, NOMINATED -> {
                byAddress.put(from, leg);
                if (reply.outcome() == IceOutcome.NOMINATED) {
                    leg.onNominated(from);
                }
                loop.reschedule(leg.bridge());
            }
        }
    }

    private void send(byte[] response, InetSocketAddress to) {
        if (response.length == 0) {
            return;
        }
        System.arraycopy(response, 0, loop.out, 0, response.length);
        if (!socket().send(loop.out, 0, response.length, to)) {
            counters.count(MediaCounter.SEND_FAILED);
        }
    }
}
