package dev.landline.sip.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.sip.session.Exchange.Action;
import dev.landline.sip.session.Exchange.Event;
import dev.landline.sip.session.Exchange.Event.OurRefusal;
import dev.landline.sip.session.Exchange.Event.OurRequest;
import dev.landline.sip.session.Exchange.Event.OurResponse;
import dev.landline.sip.session.Exchange.Event.TheirAck;
import dev.landline.sip.session.Exchange.Event.TheirInvite;
import dev.landline.sip.session.Exchange.Event.TheirPrack;
import dev.landline.sip.session.Exchange.Event.TheirResponse;
import dev.landline.sip.session.Exchange.Event.TheirUpdate;
import org.junit.jupiter.api.Test;

class ExchangeTest {

    private Exchange now;

    private Action on(Event event) {
        Exchange.Step step = now.on(event);
        now = step.next();
        return step.action();
    }

    /** We called, it is answered. */
    private void weCalled() {
        now = Exchange.calling();
        on(new TheirResponse(true, true));
        assertTrue(now.isFree());
    }

    /** We were called and have answered. */
    private void weWereCalled() {
        now = Exchange.called(true);
        on(new OurResponse(true, true));
        assertEquals(Action.NONE, on(new TheirAck(false)));
        assertTrue(now.isFree());
    }

    @Test
    void anEarlyOfferIsAnsweredBy200() {
        weWereCalled();
        weCalled();
    }

    @Test
    void aLateOfferIsAnsweredInTheAck() {
        now = Exchange.called(false);
        assertEquals(Action.NONE, on(new OurResponse(true, true)));
        assertFalse(now.isFree());
        assertEquals(Action.TAKE_ANSWER, on(new TheirAck(true)));
        assertTrue(now.isFree());
        assertEquals(Action.NONE, on(new TheirAck(true)), "an ACK twice");
    }

    @Test
    void aLateOfferWithoutItsAnswerIsMissed() {
        now = Exchange.called(false);
        on(new OurResponse(true, true));
        assertEquals(Action.MISS_ANSWER, on(new TheirAck(false)));
    }

    @Test
    void aLateOfferInReliableRingingIsAnsweredInThePrackAndThe200RepeatsNothing() {
        now = Exchange.called(false);
        on(new OurResponse(true, false));
        assertEquals(Action.MISS_ANSWER, on(new TheirPrack(false)));
        assertEquals(Action.TAKE_ANSWER, on(new TheirPrack(true)));
        assertEquals(Action.NONE, on(new OurResponse(false, true)));
        assertEquals(Action.NONE, on(new TheirAck(false)));
        assertTrue(now.isFree());
    }

    @Test
    void anAnswerInReliableRingingMayBeRepeatedInThe200() {
        now = Exchange.called(true);
        on(new OurResponse(true, false));
        assertEquals(Action.ACCEPT, on(new TheirPrack(false)));
        on(new OurResponse(true, true));
        assertEquals(Action.NONE, on(new TheirAck(false)));
        assertTrue(now.isFree());
    }

    @Test
    void aPrackMayBringAnotherOffer() {
        now = Exchange.called(true);
        assertEquals(Action.ACCEPT, on(new TheirPrack(false)), "for a ringing without a description");
        assertEquals(Action.REFUSE_BUSY, on(new TheirPrack(true)));
        on(new OurResponse(true, false));
        assertEquals(Action.ASK, on(new TheirPrack(true)));
        on(new OurResponse(true, false));
        on(new OurResponse(true, true));
        assertTrue(now.isFree());
    }

    @Test
    void aReInviteAndAnUpdateAreAskedAbout() {
        weCalled();
        assertEquals(Action.ASK, on(new TheirInvite(true)));
        on(new OurResponse(true, true));
        assertEquals(Action.ASK, on(new TheirUpdate(true)));
        on(new OurResponse(true, false));
        assertEquals(Action.ACCEPT, on(new TheirUpdate(false)));
        assertTrue(now.isFree());
    }

    @Test
    void aReInviteWithoutAnOfferIsAnsweredWithOurs() {
        weCalled();
        assertEquals(Action.ASK, on(new TheirInvite(false)));
        assertEquals(Action.REFUSE_PENDING, on(new TheirUpdate(true)), "ours is about to leave");
        on(new OurResponse(true, true));
        assertEquals(Action.REFUSE_PENDING, on(new TheirInvite(true)), "ours waits for its answer");
        assertEquals(Action.TAKE_ANSWER, on(new TheirAck(true)));
        assertTrue(now.isFree());
    }

    @Test
    void aSecondOfferOfThePeerIsToldToComeBack() {
        weWereCalled();
        on(new TheirInvite(true));
        assertEquals(Action.REFUSE_BUSY, on(new TheirInvite(true)));
        assertEquals(Action.REFUSE_BUSY, on(new TheirUpdate(true)));
        assertEquals(Action.ACCEPT, on(new TheirUpdate(false)));
        on(new OurRefusal(true));
        assertTrue(now.isFree(), "488 leaves the session as it was");
    }

    @Test
    void twoOffersThatMeetAreBothPending() {
        weCalled();
        assertEquals(Action.NONE, on(new OurRequest(true, true)));
        assertEquals(Action.REFUSE_PENDING, on(new TheirInvite(true)));
        assertEquals(Action.REFUSE_PENDING, on(new TheirUpdate(true)));
        on(new TheirResponse(false, true));
        assertTrue(now.isFree(), "491 to ours leaves the session as it was");
    }

    @Test
    void ourRequestWaitsWhileSomethingIsOpen() {
        now = Exchange.called(true);
        assertEquals(Action.WAIT, on(new OurRequest(true, true)));
        on(new OurResponse(true, true));
        on(new TheirInvite(true));
        assertEquals(Action.WAIT, on(new OurRequest(true, true)));
        assertEquals(Action.NONE, on(new OurRequest(false, false)), "an UPDATE without an offer disturbs nobody");
    }

    @Test
    void theFirstDescriptionThatComesBackIsTheAnswer() {
        now = Exchange.calling();
        assertEquals(Action.REFUSE_PENDING, on(new TheirUpdate(true)));
        assertEquals(Action.TAKE_ANSWER, on(new TheirResponse(true, false)));
        assertEquals(Action.ASK, on(new TheirUpdate(true)));
        on(new OurRefusal(false));
        assertEquals(Action.REFUSE_PENDING, on(new TheirInvite(true)), "our INVITE is not over");
        assertEquals(Action.NONE, on(new TheirResponse(true, true)));
        assertTrue(now.isFree());
    }

    @Test
    void anUpdateBeforeOurFirstWordIsPending() {
        now = Exchange.called(false);
        assertEquals(Action.REFUSE_PENDING, on(new TheirUpdate(true)));
        assertEquals(Action.REFUSE_BUSY, on(new TheirInvite(true)));
        assertEquals(Action.REFUSE_PENDING, on(new TheirPrack(true)));
        assertEquals(Action.ACCEPT, on(new TheirPrack(false)));
    }

    @Test
    void anInviteThatAsksIsOfferedToByThe2xxAndAnsweredByUs() {
        Exchange.Step ringing = Exchange.asking().on(new Exchange.Event.TheirResponse(true, false));
        assertEquals(new Exchange.Step(Exchange.asking(), Exchange.Action.NONE), ringing);
        Exchange.Step answered = ringing.next().on(new Exchange.Event.TheirResponse(true, true));
        assertEquals(
                new Exchange.Step(new Exchange(Exchange.Offer.THEIRS, Exchange.Invite.NONE), Exchange.Action.ASK),
                answered);
        assertTrue(answered.next()
                .on(new Exchange.Event.OurResponse(true, true))
                .next()
                .isFree());
    }

    @Test
    void whileWeWaitForTheirOfferAnUpdateWithAnotherMustWait() {
        assertEquals(
                Exchange.Action.REFUSE_PENDING,
                Exchange.asking().on(new Exchange.Event.TheirUpdate(true)).action());
    }
}
