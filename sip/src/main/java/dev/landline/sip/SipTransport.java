package dev.landline.sip;

/** How SIP travels to a trunk. */
public enum SipTransport {
    UDP,
    TCP
}
