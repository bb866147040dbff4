package dev.landline.sip.stack;

import dev.landline.sip.Party;
import dev.landline.sip.identity.CallerClaims;
import dev.landline.sip.identity.Diversion;
import dev.landline.sip.identity.IdentityHeaders;
import dev.landline.sip.identity.NameAddress;
import dev.landline.sip.identity.Privacy;
import dev.landline.sip.identity.RemoteParty;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.message.SIPMessage;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sip.message.Message;
import javax.sip.message.Request;

/** The headers about the caller, between messages and values. */
final class IdentityWire {

    private static final String ASSERTED = "P-Asserted-Identity";
    private static final String PREFERRED = "P-Preferred-Identity";
    private static final String REMOTE_PARTY = "Remote-Party-ID";
    private static final String PRIVACY = "Privacy";
    private static final String DIVERSION = "Diversion";
    private static final String IDENTITY = "Identity";

    private static final int MOST_ASSERTED = 2;
    private static final int MOST_DIVERSIONS = 5;
    private static final int MOST_TOKENS = 4;
    private static final int LONGEST_TOKEN = 8_192;

    private IdentityWire() {}

    /** What an INVITE says about its caller; whatever is malformed is left out. */
    static CallerClaims read(Message message) {
        return new CallerClaims(
                addresses(message, ASSERTED).stream()
                        .limit(MOST_ASSERTED)
                        .map(NameAddress::party)
                        .toList(),
                addresses(message, PREFERRED).stream().map(NameAddress::party).findFirst(),
                addresses(message, REMOTE_PARTY).stream()
                        .filter(address -> address.parameters()
                                .getOrDefault("party", "calling")
                                .equalsIgnoreCase("calling"))
                        .map(IdentityWire::remoteParty)
                        .findFirst(),
                privacy(message),
                addresses(message, DIVERSION).stream()
                        .limit(MOST_DIVERSIONS)
                        .map(IdentityWire::diversion)
                        .toList(),
                values(message, IDENTITY).stream()
                        .filter(token -> token.length() <= LONGEST_TOKEN)
                        .limit(MOST_TOKENS)
                        .toList());
    }

    private static Set<Privacy> privacy(Message message) {
        EnumSet<Privacy> asked = EnumSet.noneOf(Privacy.class);
        values(message, PRIVACY).forEach(value -> asked.addAll(Privacy.read(value)));
        return asked;
    }

    private static RemoteParty remoteParty(NameAddress address) {
        return new RemoteParty(
                address.party(),
                !address.parameters().getOrDefault("privacy", "off").equalsIgnoreCase("off"),
                address.parameters().getOrDefault("screen", "no").equalsIgnoreCase("yes"));
    }

    private static Diversion diversion(NameAddress address) {
        String count = address.parameters().getOrDefault("counter", "1");
        return new Diversion(
                address.party(),
                address.parameters().getOrDefault("reason", "unknown"),
                count.matches("[0-9]{1,2}") ? Integer.parseInt(count) : 1,
                !address.parameters().getOrDefault("privacy", "off").equalsIgnoreCase("off"));
    }

    private static List<NameAddress> addresses(Message message, String name) {
        return values(message, name).stream()
                .flatMap(value -> NameAddress.readAll(value).stream())
                .map(address -> new NameAddress(
                        new Party(
                                Headers.quotable(address.party().displayName()),
                                address.party().uri()),
                        address.parameters()))
                .toList();
    }

    private static List<String> values(Message message, String name) {
        List<String> values = new ArrayList<>();
        Iterator<SIPHeader> headers = ((SIPMessage) message).getHeaders(name);
        while (headers.hasNext()) {
            values.add(headers.next().getHeaderValue());
        }
        return values;
    }

    /** Writes them into a request of ours. */
    static void write(Headers headers, Request request, IdentityHeaders identity) throws ParseException {
        if (identity.asserted().isPresent()) {
            headers.set(request, ASSERTED, address(identity.asserted().get()));
        }
        if (identity.preferred().isPresent()) {
            headers.set(request, PREFERRED, address(identity.preferred().get()));
        }
        Optional<RemoteParty> remote = identity.remoteParty();
        if (remote.isPresent()) {
            headers.set(
                    request,
                    REMOTE_PARTY,
                    address(remote.get().party()) + ";party=calling;screen="
                            + (remote.get().screened() ? "yes" : "no") + ";privacy="
                            + (remote.get().hidden() ? "full" : "off"));
        }
        if (!identity.privacy().isEmpty()) {
            headers.set(request, PRIVACY, Privacy.write(identity.privacy()));
        }
        if (identity.attestation().isPresent()) {
            headers.set(request, "Attestation-Info", identity.attestation().get());
        }
        for (Diversion diversion : identity.diversions()) {
            headers.add(
                    request,
                    DIVERSION,
                    address(diversion.party()) + ";reason=" + diversion.reason() + ";counter=" + diversion.count()
                            + ";privacy=" + (diversion.hidden() ? "full" : "off"));
        }
    }

    private static String address(Party party) {
        String name = Headers.quotable(party.displayName());
        return (name.isEmpty() ? "" : "\"" + name + "\" ") + "<" + party.uri() + ">";
    }
}
