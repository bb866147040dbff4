package dev.landline.sip.stack;

/** What came of a user name and a password that were given to us as they are. */
public enum PasswordCheck {
    RIGHT,
    /** No such user, or another password: nobody is told which. */
    WRONG,
    /** Not even looked at: too many wrong ones came before, over SIP or HTTP. */
    BRAKED
}
