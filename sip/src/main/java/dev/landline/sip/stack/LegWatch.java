package dev.landline.sip.stack;

import dev.landline.sip.LegId;
import dev.landline.sip.SipCommand;
import dev.landline.sip.SipEvent;
import dev.landline.sip.subscription.LineState.State;
import dev.landline.sip.subscription.LineStates;

/** Follows the legs of browsers, so that watchers can be told who is in a call. Safe from any thread. */
final class LegWatch {

    // Set once, before the ports open to anybody who matters.
    private volatile LineStates lines = new LineStates((_, _) -> {});

    void report(LineStates states) {
        lines = states;
    }

    void began(Leg leg) {
        if (leg.peer() instanceof Peer.Browser browser) {
            lines.began(browser.user(), leg.id().value(), leg instanceof UasLeg);
        }
    }

    void ended(Leg leg) {
        if (leg.peer() instanceof Peer.Browser browser) {
            lines.moved(browser.user(), leg.id().value(), State.TERMINATED);
        }
    }

    /** What a peer said. */
    void heard(SipEvent event, Legs legs) {
        switch (event) {
            case SipEvent.Progress progress when progress.status() >= 180 -> moved(progress.leg(), State.EARLY, legs);
            case SipEvent.Answered answered -> moved(answered.leg(), State.CONFIRMED, legs);
            case SipEvent.Acknowledged acknowledged -> moved(acknowledged.leg(), State.CONFIRMED, legs);
            default -> {
                // Everything else changes nothing that watchers are told of.
            }
        }
    }

    /** What the gateway says to a caller. */
    void said(SipCommand command, Legs legs) {
        if (command instanceof SipCommand.Ring ring) {
            moved(ring.leg(), State.EARLY, legs);
        }
    }

    private void moved(LegId id, State state, Legs legs) {
        legs.find(id).ifPresent(leg -> {
            if (leg.peer() instanceof Peer.Browser browser) {
                lines.moved(browser.user(), leg.id().value(), state);
            }
        });
    }
}
