package dev.landline.media.ice;

/** ICE of one browser leg, in either mode. Owned by the media loop. */
public sealed interface IceTransport permits IceLite, IceFull {

    /** Our credentials for the whole life of the leg. */
    IceCredentials credentials();

    /** The browser's description is known: its checks count from now on. */
    void connect(IceRemote remote, long nowNanos);

    /** Whether an authentic check has come, from anywhere. */
    boolean isChecked();

    /** Whether consent to send has run out (RFC 7675 section 5.1). Never before an address was nominated. */
    boolean isConsentLost(long nowNanos);
}
