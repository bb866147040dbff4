package dev.landline.gateway.web.api;

/**
 * Somebody who has signed in.
 *
 * @param id the cookie's value; never logged
 * @param csrf what every change must carry; never logged
 * @param begunNanos when it began
 */
record Session(String id, String user, String csrf, long begunNanos) {

    @Override
    public String toString() {
        return "Session[" + user + "]";
    }
}
