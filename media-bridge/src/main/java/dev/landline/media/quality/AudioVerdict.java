package dev.landline.media.quality;

import java.util.Optional;

/**
 * Why there is no sound, or that there is.
 *
 * @param end which end it is about; empty when it is about the whole call
 * @param fault whose it is
 * @param sentence one plain sentence for a person
 * @param remedy what to do about it; empty when there is nothing to do
 */
public record AudioVerdict(AudioCause cause, Optional<CallEnd> end, Fault fault, String sentence, String remedy) {

    /** A stable name for logs, metrics and interfaces, such as {@code trunk-sends-nothing}. */
    public String code() {
        return cause.code();
    }

    /** Whether a person on the call misses sound, or soon will. */
    public boolean isTrouble() {
        return cause.compareTo(AudioCause.STARTING) < 0;
    }

    /** A cause of the whole call. */
    static AudioVerdict ofCall(AudioCause cause) {
        Fault fault = cause.isOurs() ? Fault.GATEWAY : Fault.NOBODY;
        return new AudioVerdict(cause, Optional.empty(), fault, cause.sentence(), cause.remedy());
    }

    /** A cause at one end; {@code detail} replaces the placeholder of its sentence, where it has one. */
    static AudioVerdict ofLeg(AudioCause cause, CallEnd end, LegNumbers.Peer kind, String detail) {
        return new AudioVerdict(
                cause,
                Optional.of(end),
                cause.blames().at(end, kind),
                cause.sentence().replace(AudioCause.PEER, name(end, kind)).replace(AudioCause.DETAIL, detail),
                cause.remedy());
    }

    private static String name(CallEnd end, LegNumbers.Peer kind) {
        return switch (kind) {
            case TRUNK -> "The trunk";
            case BROWSER ->
                switch (end) {
                    case CALLER -> "The caller's browser";
                    case CALLEE -> "The called browser";
                };
        };
    }
}
