package dev.landline.sip.trunk;

import java.util.Optional;

/**
 * Who we are to a trunk. Given to its own targets only.
 *
 * @param user the digest user name
 * @param password never logged
 * @param realm the realm that the password is for; empty takes the first that the trunk asks for
 */
public record TrunkCredentials(String user, String password, Optional<String> realm) {

    @Override
    public String toString() {
        return "TrunkCredentials[" + user + realm.map(name -> ", realm=" + name).orElse("") + "]";
    }
}
