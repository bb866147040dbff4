package dev.landline.media.quality;

/**
 * Every reason that a call has no sound, or bad sound. Declared in the order in which they count when several apply:
 * first what stops everything, then what stops a direction, then what spoils it. The codes are stable.
 */
public enum AudioCause {
    MEDIA_FAILED(
            "media-failed",
            Blames.GATEWAY,
            "A defect of the gateway ended the sound of this call.",
            "Report the error that the gateway logged for this call."),
    NO_PORTS(
            "no-ports",
            Blames.GATEWAY,
            "The gateway had no RTP port left for this call.",
            "Widen the range of trunk ports, or end calls that hang."),
    BROWSER_LEFT(
            "browser-left",
            Blames.PEER,
            "{peer} closed its media connection: the page was left or reloaded.",
            "Keep the page open during the call."),
    CONSENT_LOST(
            "consent-lost",
            Blames.NETWORK,
            "{peer} has stopped answering: its network changed, it sleeps, or it crashed.",
            "Check the person's network connection; wake the machine."),
    DTLS_FAILED(
            "dtls-failed",
            Blames.PEER,
            "{peer} and the gateway could not agree on encryption: {detail}.",
            "Look for something between them that changes the SDP's fingerprint, such as a proxy."),
    WRONG_CREDENTIALS(
            "ice-wrong-credentials",
            Blames.PEER,
            "{peer} sends connectivity checks with the wrong password, as if it had another answer than ours.",
            "Look for a proxy that changes the SDP, or a second answer to the same call."),
    NO_CHECKS(
            "ice-no-checks",
            Blames.NETWORK,
            "{peer} has not reached the gateway's media port: no connectivity check came.",
            "Let UDP through to the gateway's media port, check the address that it advertises, or offer TURN."),
    NOT_NOMINATED(
            "ice-not-nominated",
            Blames.PEER,
            "{peer} reaches the gateway, but has not chosen a path.",
            "Check whether our answers get back to it; a firewall may block one direction."),
    DTLS_NOT_STARTED(
            "dtls-not-started",
            Blames.PEER,
            "{peer} is connected, but has not begun to agree on encryption.",
            "Check that large UDP packets, 1200 bytes and more, get through; look at a=setup in the SDP."),
    DTLS_UNFINISHED(
            "dtls-unfinished",
            Blames.NETWORK,
            "{peer} has begun to agree on encryption, but does not come to an end.",
            "Check that large UDP packets, 1200 bytes and more, get through in both directions."),
    WRONG_KEYS(
            "srtp-wrong-keys",
            Blames.PEER,
            "{peer} encrypts with other keys than those agreed: its packets cannot be read.",
            "Look for an SDP that was changed on its way, or a peer that kept the keys of an earlier call."),
    CANNOT_SEND(
            "cannot-send",
            Blames.PEER,
            "{peer} gave no address to send sound to ({detail}): it holds the call in the old way, or its SDP is wrong.",
            "Take the call off hold at the far end; otherwise correct the address in its SDP."),
    SEND_REFUSED(
            "send-refused",
            Blames.GATEWAY,
            "The gateway's machine does not let packets out to {detail}.",
            "Check routes and the firewall of the gateway, and the address it is bound to."),
    ON_HOLD("on-hold", Blames.NOBODY, "{peer} has put the call on hold ({detail}).", "Take the call off hold."),
    FOREIGN_SOURCE(
            "rtp-foreign-source",
            Blames.PEER,
            "{peer} sends its sound from {detail}, which is not the address that its SDP names, so it is refused.",
            "Correct the address in its SDP (NAT), or allow latching for this trunk."),
    WRONG_CODEC(
            "rtp-wrong-codec",
            Blames.PEER,
            "{peer} sends a kind of sound that was not agreed (payload type {detail}).",
            "Correct the codec list at the far end."),
    NOT_RTP(
            "not-rtp",
            Blames.PEER,
            "{peer} sends something that is no RTP.",
            "Check whether the far end expects encryption (SRTP, DTLS) that was not agreed."),
    NO_RTP(
            "rtp-never-came",
            Blames.PEER,
            "{peer} has not sent any sound.",
            "Check that UDP gets through from it to the gateway's RTP ports, and that it knows the right address."),
    RTP_STOPPED(
            "rtp-stopped",
            Blames.PEER,
            "{peer} has stopped sending sound.",
            "Check its network connection, and whether it silently holds the call."),
    NO_MICROPHONE(
            "microphone-not-sent",
            Blames.PEER,
            "{peer} sends no sound at all.",
            "Check that the page may use the microphone and that one is plugged in."),
    SILENT_MICROPHONE(
            "microphone-silent",
            Blames.PEER,
            "{peer} sends silence for {detail}: the microphone is muted, or it is the wrong one.",
            "Unmute the microphone, in the page and on the headset, or choose another."),
    SILENT_TRUNK(
            "trunk-silent",
            Blames.PEER,
            "{peer} sends silence for {detail}.",
            "Ask the far end whether it is muted; otherwise let the carrier trace the call."),
    NOT_HEARD(
            "not-heard",
            Blames.NETWORK,
            "{peer} does not hear the gateway: {detail}.",
            "Check that UDP gets through from the gateway to it; a firewall or NAT lets only one direction pass."),
    OVERLOADED(
            "overloaded",
            Blames.GATEWAY,
            "The gateway is too slow at the moment: it sends sound late or not at all.",
            "Give it more cores or fewer calls; look for other work on the machine."),
    JITTER(
            "jitter",
            Blames.NETWORK,
            "{peer} is heard with holes: {detail} % of its packets come too late to be played.",
            "Look for a congested or wireless link on the way; give voice priority (DSCP EF)."),
    LOSS(
            "loss",
            Blames.NETWORK,
            "{peer} is heard with holes: {detail} % of its packets get lost.",
            "Look for a congested or wireless link on the way; give voice priority (DSCP EF)."),
    LOSS_AT_PEER(
            "loss-at-peer",
            Blames.NETWORK,
            "{peer} hears holes: {detail} % of the packets to it get lost.",
            "Look for a congested or wireless link on the way; give voice priority (DSCP EF)."),
    STARTING("starting", Blames.NOBODY, "The sound of this call is being set up.", ""),
    OK("ok", Blames.NOBODY, "Sound flows both ways.", "");

    static final String PEER = "{peer}";
    static final String DETAIL = "{detail}";

    /** Whose fault a cause is, before it is known at which end. */
    enum Blames {
        NOBODY,
        PEER,
        NETWORK,
        GATEWAY;

        Fault at(CallEnd end, LegNumbers.Peer kind) {
            return switch (this) {
                case NOBODY -> Fault.NOBODY;
                case NETWORK -> Fault.NETWORK;
                case GATEWAY -> Fault.GATEWAY;
                case PEER ->
                    switch (kind) {
                        case TRUNK -> Fault.TRUNK;
                        case BROWSER ->
                            switch (end) {
                                case CALLER -> Fault.CALLER;
                                case CALLEE -> Fault.CALLEE;
                            };
                    };
            };
        }
    }

    private final String code;
    private final Blames blames;
    private final String sentence;
    private final String remedy;

    AudioCause(String code, Blames blames, String sentence, String remedy) {
        this.code = code;
        this.blames = blames;
        this.sentence = sentence;
        this.remedy = remedy;
    }

    /** A stable name: lower case, with hyphens. */
    public String code() {
        return code;
    }

    Blames blames() {
        return blames;
    }

    boolean isOurs() {
        return blames == Blames.GATEWAY;
    }

    String sentence() {
        return sentence;
    }

    String remedy() {
        return remedy;
    }
}
