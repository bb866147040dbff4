package dev.landline.sip.stack;

import java.text.ParseException;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import javax.sip.message.Response;

/**
 * Whoever sent a request inside a dialog, or one that opens none, and wants to hear what became of it; set as the
 * transaction's application data. Called on the lane of the request's Call-ID.
 */
interface InsideAnswers {

    void onResponse(Response response) throws SipException, ParseException, InvalidArgumentException;

    /** Nobody answered. */
    void onTimeout();
}
