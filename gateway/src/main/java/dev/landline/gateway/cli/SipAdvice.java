package dev.landline.gateway.cli;

/** What a SIP status means for whoever connects a trunk, and what to change. */
final class SipAdvice {

    private SipAdvice() {}

    /** About a refused call. */
    static String ofInvite(int status, boolean local) {
        if (local) {
            return silence();
        }
        return switch (status) {
            case 401, 407 ->
                "The trunk wants a password and ours is missing or wrong: check username, password and, if it names"
                        + " one, realm.";
            case 402 -> "The account has no credit.";
            case 403 ->
                "The trunk does not allow this call. Usual reasons: our address is not on its list, the caller's number"
                        + " is not one of the account's (see identity and caller-id), or the destination is barred there.";
            case 404, 604 ->
                "The trunk knows no such number: check the route's strip and prepend, and identity.dialled-format.";
            case 405, 501 -> "The other side does not take calls at all: is it a SIP trunk?";
            case 406, 415, 488, 606 ->
                "No sound in common: compare codecs and srtp of the trunk with what the other side is set to.";
            case 408, 504 -> "The trunk is there, but what is behind it does not answer.";
            case 416 -> "The trunk does not read the form of our request URI: try identity.user-phone = true.";
            case 420, 421 -> "The trunk and we do not agree on an extension of SIP, such as 100rel or timer.";
            case 422 -> "The trunk wants longer session intervals.";
            case 480, 486, 487, 600, 603 ->
                "The call reached somebody who cannot or will not take it; the trunk works.";
            case 483 -> "The call goes round in circles: does the trunk send it back to us?";
            case 484 -> "The trunk thinks that the number is incomplete: try identity.dialled-format.";
            case 503 -> "The trunk takes no calls now: its lines are full, or it does not know us.";
            default -> {
                if (status >= 500 && status < 600) {
                    yield "The trunk had a fault of its own; its operator can see why.";
                }
                yield status >= 300 && status < 400
                        ? "The trunk sends callers elsewhere, which is followed by policy only."
                        : "The trunk's operator can say why.";
            }
        };
    }

    /** About an OPTIONS; any answer at all means that somebody is there. */
    static String ofOptions(int status) {
        return switch (status) {
            case 200 -> "The trunk is there and talks to us.";
            case 401, 407 -> "The trunk is there; it wants a password even for this.";
            case 403 -> "The trunk is there, but refuses us: is our address on its list?";
            case 404, 405, 480, 481, 501 -> "The trunk is there; it does not care for OPTIONS, which is no harm.";
            case 503 -> "The trunk is there, but takes nothing now.";
            default -> "The trunk is there.";
        };
    }

    /** About a REGISTER that was answered with our password. */
    static String ofRegister(int status) {
        return switch (status) {
            case 200 -> "We are registered.";
            case 401, 407 ->
                "The password or user name is wrong: check username, auth-username and password, and realm if it is set.";
            case 403 ->
                "The registrar knows us and says no: is the account blocked, or meant for another kind of device?";
            case 404 -> "The registrar does not know this user: check username and the domain.";
            case 405, 501 -> "It takes no registrations: switch register off and use its address list.";
            case 423 -> "It wants a longer registration; the gateway asks again with its Min-Expires by itself.";
            case 503 -> "The registrar takes nothing now.";
            default -> "The registrar's operator can say why.";
        };
    }

    /** Nothing came back. */
    static String silence() {
        return "Nothing came back. Usual reasons: a firewall between us, the wrong port or transport, or a trunk that does"
                + " not answer strangers because our address is not on its list.";
    }
}
