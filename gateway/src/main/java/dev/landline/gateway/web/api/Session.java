package dev.landline.gateway.web.api;

/**
 * Somebody who has signed in.
 *
 * @param hash of the cookie that names it; never logged
 * @param csrf what every change must carry; never logged
 * @param begunNanos when it began
 */
record Session(String hash, String user, String csrf, long begunNanos) {

    @Override
    public String toString() {
        return "Session[" + user + "]";
    }
}
