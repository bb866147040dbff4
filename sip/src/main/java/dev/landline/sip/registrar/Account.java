package dev.landline.sip.registrar;

/**
 * A person who may sign in.
 *
 * @param user the user part of the address of record; also the digest user name
 * @param displayName the name to show
 * @param password the shared secret; never logged
 */
public record Account(String user, String displayName, String password) {

    @Override
    public String toString() {
        return "Account[" + user + "]";
    }
}
