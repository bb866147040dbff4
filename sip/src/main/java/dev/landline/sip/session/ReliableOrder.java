package dev.landline.sip.session;

/**
 * The reliable provisional answers of one early dialog as they come in (RFC 3262 section 4): each is confirmed once and in
 * order.
 *
 * @param last the last RSeq taken; 0 before the first
 */
public record ReliableOrder(long last) {

    public static final ReliableOrder NONE_YET = new ReliableOrder(0);

    /** What to do with one of them. */
    public enum Verdict {
        /** Confirm it and hand it on. */
        TAKE,
        /** It is confirmed already; our PRACK takes care of itself. */
        REPEATED,
        /** One before it is missing and will be repeated, and so will this one. */
        TOO_EARLY
    }

    public Verdict verdict(long sequence) {
        if (last == 0 || sequence == last + 1) {
            return Verdict.TAKE;
        }
        return sequence <= last ? Verdict.REPEATED : Verdict.TOO_EARLY;
    }

    public ReliableOrder taken(long sequence) {
        return new ReliableOrder(sequence);
    }
}
