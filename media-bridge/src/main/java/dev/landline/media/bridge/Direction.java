package dev.landline.media.bridge;

import dev.landline.media.codec.SoundCodec;
import dev.landline.media.rtp.RtpPacket;

/** One direction of a bridge: takes what one leg says and sends it to the other. Owned by the media loop. */
sealed interface Direction extends AutoCloseable permits Transcoding, PassThrough, HearingOnly {

    /** Begins the beat, so that the peer gets a steady stream before anything comes in; again does nothing. */
    void start(long nowNanos);

    /** A packet of sound; it stands in {@code loop.in} and its bytes are only good during the call. */
    void onSound(Leg from, SoundCodec codec, RtpPacket packet, long nowNanos);

    /**
     * A copy of an earlier packet that came along with a later one (RFC 2198), whose numbers and payload the view shows;
     * likewise. Of use only where packets are put in order.
     */
    default void onCopy(Leg from, SoundCodec codec, RtpPacket packet, long nowNanos) {}

    /** A telephone-event (RFC 4733); likewise. */
    void onTelephoneEvent(Leg from, RtpPacket packet, DtmfFormat format, long nowNanos);

    /** Comfort noise (RFC 3389); likewise. */
    void onComfortNoise(Leg from, RtpPacket packet, long nowNanos);

    /** Plays a digit of call control's; false when it cannot. */
    boolean press(char digit, int millis, long nowNanos);

    /** Does what is due. */
    void run(long nowNanos);

    /** When it wants to run next, or {@link Timed#NEVER}. */
    long nextDeadlineNanos();

    /** Frames that were made up because their packet was missing. */
    long framesConcealed();

    /** The delay that the jitter buffer aims at, in microseconds; 0 without one. */
    int targetDelayMicros();

    /** Times that sound was skipped because the loop stood still. */
    long skipped();

    /** Frees codecs. */
    @Override
    void close();
}
