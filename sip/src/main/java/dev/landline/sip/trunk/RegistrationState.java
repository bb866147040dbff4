package dev.landline.sip.trunk;

/** Where our registration at a trunk stands. */
public enum RegistrationState {
    /** Not asked for yet. */
    IDLE,
    /** The first REGISTER is on its way. */
    TRYING,
    /** Calls reach us; refreshed in time, also while a refresh is on its way or has failed once. */
    REGISTERED,
    /** Refused or unanswered: tried again after a pause. */
    WAITING,
    /** The registration is being taken back. */
    LEAVING,
    /** Taken back; nothing more is sent. */
    LEFT
}
