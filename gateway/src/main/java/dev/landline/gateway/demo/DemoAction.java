package dev.landline.gateway.demo;

import dev.landline.sip.Reason;
import java.util.Optional;

/** What {@link DemoCall} wants done. */
sealed interface DemoAction {

    /** 180 Ringing. */
    record Ring() implements DemoAction {}

    /** 183 with our SDP: sound before the answer. */
    record OpenEarly() implements DemoAction {}

    /** 200. */
    record Answer() implements DemoAction {}

    /** A final refusal; the call is over. */
    record Refuse(int status, String phrase, Optional<Reason> reason) implements DemoAction {}

    /** BYE; the call is over. */
    record HangUp() implements DemoAction {}

    /** Sends an INVITE to this number at the gateway. */
    record Dial(String number) implements DemoAction {}

    /** CANCEL: nobody answered what we dialled; the call is over. */
    record GiveUp() implements DemoAction {}

    /** Arranges another call, to this number, which begins by itself. */
    record CallBack(String number) implements DemoAction {}

    /** Plays a sound from its start in place of what is heard now. */
    record Play(Prompt prompt) implements DemoAction {}

    /** Plays the peer's own voice back in place of what is heard now. */
    record Echo() implements DemoAction {}

    /** Sends keys as telephone events (RFC 4733). */
    record PressKeys(String keys) implements DemoAction {}
}
