package dev.landline.sip.stack;

import java.time.Duration;

/**
 * Bounds in front of the parser, for every transport.
 *
 * @param messageBytes largest SIP message
 * @param headers most header lines in a message
 * @param idle how long a TCP connection may be silent
 * @param connectionsPerAddress most TCP connections from one address
 * @param legs most legs alive at once; more are refused with 503
 * @param admission what is let in when there is more than can be served
 */
public record SipLimits(
        int messageBytes, int headers, Duration idle, int connectionsPerAddress, int legs, AdmissionLimits admission) {

    /** With the standard admission. */
    public SipLimits(int messageBytes, int headers, Duration idle, int connectionsPerAddress, int legs) {
        this(messageBytes, headers, idle, connectionsPerAddress, legs, AdmissionLimits.standard());
    }

    /** The same with other limits of admission. */
    public SipLimits admitting(AdmissionLimits other) {
        return new SipLimits(messageBytes, headers, idle, connectionsPerAddress, legs, other);
    }

    /** 64 KiB, 200 headers, 5 minutes idle, 50 connections an address, 4000 legs. */
    public static SipLimits standard() {
        return new SipLimits(65_536, 200, Duration.ofMinutes(5), 50, 4_000);
    }
}
