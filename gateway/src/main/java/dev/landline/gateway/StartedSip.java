package dev.landline.gateway;

import dev.landline.gateway.call.SipSide;
import dev.landline.sip.LegId;
import dev.landline.sip.Replaces;
import dev.landline.sip.SipCommand;
import dev.landline.sip.SipTarget;
import dev.landline.sip.SipUri;
import dev.landline.sip.stack.SipStack;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * SIP as call control uses it. The stack needs the table of calls and the table needs the stack: whichever event comes
 * in the instant between waits here for the stack to be known.
 */
final class StartedSip implements SipSide {

    private final CompletableFuture<SipStack> stack = new CompletableFuture<>();

    void started(SipStack started) {
        stack.complete(started);
    }

    @Override
    public void send(SipCommand command) {
        stack.join().send(command);
    }

    @Override
    public LegId newLeg() {
        return stack.join().newLeg();
    }

    @Override
    public List<Page> pages(String user) {
        return stack.join().registrar().places(user).stream()
                .map(binding -> new Page(binding.flow(), binding.contact()))
                .toList();
    }

    @Override
    public Optional<SipTarget.Browser> pageOf(SipUri gruu) {
        return stack.join()
                .placeOf(gruu)
                .map(binding -> new SipTarget.Browser(binding.user(), binding.flow(), binding.contact()));
    }

    @Override
    public Optional<LegId> find(Replaces replaces) {
        return stack.join().find(replaces);
    }
}
