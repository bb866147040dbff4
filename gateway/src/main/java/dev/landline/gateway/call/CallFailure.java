package dev.landline.gateway.call;

import dev.landline.sip.Reason;

/**
 * Why a call did not come about, or ended early. Each failure knows everything that is said about it, so that no other
 * place decides a status: SIP status and phrase, Q.850 cause, name in metrics and logs, and whose fault it was.
 */
public sealed interface CallFailure {

    /** Whose fault it was. */
    enum Blame {
        CALLER,
        CALLEE,
        TRUNK,
        US
    }

    /** In the catalogue of errors, api/errors.json; stays as it is for ever. */
    int number();

    /** SIP status for the side that called, 400 to 699. */
    int sipStatus();

    /** ITU-T Q.850 cause. */
    int q850();

    /** Stable name in metrics and logs, lower case with dashes. */
    String code();

    /** One sentence a person understands; also the SIP reason phrase. */
    String sentence();

    Blame blame();

    /** Seconds until another try makes sense; 0 when that is unknown. */
    default int retryAfterSeconds() {
        return 0;
    }

    /** As a Reason header (RFC 3326). */
    default Reason reason() {
        return Reason.q850(q850(), sentence(), number());
    }

    /** The failures that are always the same. */
    enum Plain implements CallFailure {
        UNKNOWN_NUMBER(1001, 404, 1, Blame.CALLER, "This number is not known here"),
        BAD_NUMBER(1002, 484, 28, Blame.CALLER, "This number is incomplete or not a telephone number"),
        CALLER_ID_NOT_ALLOWED(1003, 403, 21, Blame.CALLER, "This number may not be shown as yours"),
        SIGNATURE_INVALID(1004, 438, 21, Blame.CALLER, "The signature of the caller's number is not valid"),
        NOT_SIGNED_IN(1005, 480, 20, Blame.CALLEE, "The person called is not signed in"),
        NO_ANSWER(1006, 480, 19, Blame.CALLEE, "Nobody answered"),
        CALLER_GAVE_UP(1007, 487, 16, Blame.CALLER, "The caller hung up before an answer"),
        TRUNK_SILENT(1008, 504, 38, Blame.TRUNK, "The telephone line does not respond"),
        TRUNK_UNRESOLVED(1009, 503, 38, Blame.TRUNK, "The telephone line cannot be reached"),
        NO_PORTS(1010, 503, 34, Blame.US, "All lines are in use"),
        MEDIA_NOT_SECURED(1011, 500, 41, Blame.CALLER, "The encrypted sound of the browser could not be set up"),
        MEDIA_LOST(1012, 500, 41, Blame.CALLER, "The browser stopped sending and receiving sound"),
        TRUNK_MEDIA_LOST(1013, 500, 41, Blame.TRUNK, "The telephone line stopped sending sound"),
        PAGE_GONE(1014, 480, 27, Blame.CALLER, "The browser lost its connection and did not come back"),
        NOT_ACKNOWLEDGED(1015, 408, 102, Blame.CALLER, "The caller never confirmed the answer"),
        CALL_FORGOTTEN(1016, 480, 41, Blame.TRUNK, "The other side no longer knows the call"),
        PEER_SILENT(1017, 408, 102, Blame.TRUNK, "The other side no longer responds"),
        NOT_REFRESHED(1018, 408, 102, Blame.TRUNK, "The other side stopped confirming that the call goes on"),
        TOO_LONG(1019, 480, 31, Blame.US, "The call reached the longest allowed time"),
        SHUTTING_DOWN(1020, 503, 41, Blame.US, "The gateway is being restarted"),
        NOT_DISTURBED(1021, 480, 20, Blame.CALLEE, "The person called does not want to be disturbed"),
        FORWARD_LOOP(1022, 482, 25, Blame.CALLEE, "The call was sent on in a circle"),
        ROOM_FULL(1029, 486, 17, Blame.US, "The conference is full"),
        NO_SUCH_CALL(1023, 481, 20, Blame.CALLER, "That call does not exist any more"),
        ALREADY_ANSWERED(1024, 486, 17, Blame.CALLER, "Somebody else has answered already"),
        NOT_YOUR_CALL(1025, 403, 21, Blame.CALLER, "That call is somebody else's"),
        TRANSFERS_OFF(1026, 603, 21, Blame.CALLER, "Transfers are not accepted from this telephone line"),
        CANNOT_BE_JOINED(1027, 500, 41, Blame.US, "These two calls cannot be joined"),
        DEFECT(1028, 500, 41, Blame.US, "The gateway had a fault of its own");

        private final int number;
        private final int sipStatus;
        private final int q850;
        private final Blame blame;
        private final String sentence;
        private final String code;

        Plain(int number, int sipStatus, int q850, Blame blame, String sentence) {
            this.number = number;
            this.sipStatus = sipStatus;
            this.q850 = q850;
            this.blame = blame;
            this.sentence = sentence;
            this.code = name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }

        @Override
        public int number() {
            return number;
        }

        @Override
        public int sipStatus() {
            return sipStatus;
        }

        @Override
        public int q850() {
            return q850;
        }

        @Override
        public Blame blame() {
            return blame;
        }

        @Override
        public String sentence() {
            return sentence;
        }

        @Override
        public String code() {
            return code;
        }

        @Override
        public int retryAfterSeconds() {
            return switch (this) {
                case NO_PORTS, SHUTTING_DOWN -> 5;
                case UNKNOWN_NUMBER,
                        BAD_NUMBER,
                        CALLER_ID_NOT_ALLOWED,
                        SIGNATURE_INVALID,
                        NOT_SIGNED_IN,
                        NO_ANSWER,
                        CALLER_GAVE_UP,
                        TRUNK_SILENT,
                        TRUNK_UNRESOLVED,
                        MEDIA_NOT_SECURED,
                        MEDIA_LOST,
                        TRUNK_MEDIA_LOST,
                        PAGE_GONE,
                        NOT_ACKNOWLEDGED,
                        CALL_FORGOTTEN,
                        PEER_SILENT,
                        NOT_REFRESHED,
                        TOO_LONG,
                        NOT_DISTURBED,
                        FORWARD_LOOP,
                        ROOM_FULL,
                        NO_SUCH_CALL,
                        ALREADY_ANSWERED,
                        NOT_YOUR_CALL,
                        TRANSFERS_OFF,
                        CANNOT_BE_JOINED,
                        DEFECT -> 0;
            };
        }
    }

    /**
     * Our rules forbid the number.
     *
     * @param sentence which rule, in words
     */
    record Barred(String sentence) implements CallFailure {
        @Override
        public int number() {
            return 1101;
        }

        @Override
        public int sipStatus() {
            return 403;
        }

        @Override
        public int q850() {
            return 21;
        }

        @Override
        public String code() {
            return "barred";
        }

        @Override
        public Blame blame() {
            return Blame.CALLER;
        }
    }

    /** The other side said no. Its status and cause are passed on as far as they mean something to the caller. */
    record RefusedByPeer(int sipStatus, int q850, String sentence, Blame blame) implements CallFailure {
        @Override
        public int number() {
            return 1000 + sipStatus;
        }

        @Override
        public String code() {
            return "refused-" + sipStatus;
        }
    }

    /** A description of media that we cannot work with. */
    record NoCommonMedia(String sentence, Blame blame) implements CallFailure {
        @Override
        public int number() {
            return 1102;
        }

        @Override
        public int sipStatus() {
            return 488;
        }

        @Override
        public int q850() {
            return 88;
        }

        @Override
        public String code() {
            return "no-common-media";
        }
    }

    /** A limit of ours is reached. */
    record Full(String sentence, int retryAfterSeconds) implements CallFailure {
        @Override
        public int number() {
            return 1103;
        }

        @Override
        public int sipStatus() {
            return 503;
        }

        @Override
        public int q850() {
            return 42;
        }

        @Override
        public String code() {
            return "full";
        }

        @Override
        public Blame blame() {
            return Blame.US;
        }
    }
}
