package dev.landline.gateway.call;

import java.util.List;

/**
 * A call is to be sent on.
 *
 * @param by the account that sends it on and dials for it, or the trunk that named another number
 * @param number as that one would dial it
 * @param path who sent it on before
 */
public record Onward(String by, String number, Occasion occasion, List<Forwards.Hop> path) {

    public Onward {
        path = List.copyOf(path);
    }
}
