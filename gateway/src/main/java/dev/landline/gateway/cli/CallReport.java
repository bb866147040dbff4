package dev.landline.gateway.cli;

import dev.landline.gateway.call.TestCall.Heard;
import dev.landline.gateway.call.TestCall.Result;
import dev.landline.media.quality.LegNumbers;
import java.io.PrintWriter;
import java.time.Duration;

/** What a test call came to, in plain words. */
final class CallReport {

    private CallReport() {}

    /** Prints it. True when the call was answered and sound came back. */
    static boolean print(PrintWriter out, Result result) {
        return switch (result) {
            case Result.Answered(LegNumbers numbers, Heard heard) -> answered(out, numbers, heard);
            case Result.Refused(int status, String phrase, boolean local) -> {
                out.println((local ? "No answer from the trunk (" : "Refused with ") + status + " " + phrase
                        + (local ? ")" : ""));
                out.println("  " + SipAdvice.ofInvite(status, local));
                yield false;
            }
            case Result.Unanswered(Duration patience) -> {
                out.println("Nobody answered within " + patience.toSeconds() + " s; the call was given up.");
                yield false;
            }
            case Result.Unusable(String sentence) -> {
                out.println(sentence);
                yield false;
            }
        };
    }

    private static boolean answered(PrintWriter out, LegNumbers numbers, Heard heard) {
        LegNumbers.Connection connection = numbers.connection();
        out.println("  codec    " + connection.codec()
                + (connection.srtpProfile().isEmpty() ? ", not encrypted" : ", " + connection.srtpProfile()));
        out.println("  sent     " + numbers.sent().packets() + " packets to " + connection.address());
        out.println("  received " + numbers.received().packets() + " packets, "
                + numbers.received().lost() + " lost, jitter "
                + numbers.received().jitterMicros() / 1_000 + " ms");
        if (numbers.received().packets() == 0) {
            out.println("Answered, but no sound came back.");
            out.println("  " + missing(numbers.refusals(), connection));
            return false;
        }
        if (!heard.audible()) {
            out.println("Answered, and packets came back, but they hold silence only.");
            out.println("  That is right if nobody speaks there. Call a number that plays something to be sure.");
            return true;
        }
        out.println(
                "  level    " + Math.round(heard.level()) + " dBm0, loudest " + Math.round(heard.loudest()) + " dBm0");
        out.println(
                heard.ownTone()
                        ? "Answered, and our own tone came back: the far side is an echo, sound flows both ways."
                        : "Answered, and sound came back.");
        return true;
    }

    private static String missing(LegNumbers.Refusals refusals, LegNumbers.Connection connection) {
        if (refusals.foreignSource().packets() > 0) {
            return refusals.foreignSource().packets() + " packets came from " + refusals.foreignAddress()
                    + ", but its SDP says " + connection.address()
                    + ": the trunk is behind NAT. Mend its address there, or set latching = true.";
        }
        if (refusals.authentication().packets() > 0) {
            return "Packets came that the agreed SRTP keys do not open.";
        }
        if (refusals.unknownPayload().packets() > 0) {
            return "Packets of payload type " + refusals.payloadType() + " came, which was not agreed.";
        }
        return "Nothing reached our media port: open UDP media.trunk-ports in the firewall, and check that"
                + " media.advertise is the address by which the trunk reaches this machine.";
    }
}
