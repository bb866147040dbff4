package dev.landline.sip.stack;

import dev.landline.sip.auth.DigestClient.Signed;
import dev.landline.sip.auth.DigestLogin;
import dev.landline.sip.auth.DigestLogin.Asker;
import dev.landline.sip.auth.DigestLogin.Outcome;
import dev.landline.sip.auth.DigestLogin.Refusal;
import dev.landline.sip.trunk.TrunkDirectory;
import dev.landline.sip.trunk.TrunkSettings;
import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.sip.InvalidArgumentException;
import javax.sip.header.CSeqHeader;
import javax.sip.header.Header;
import javax.sip.header.ViaHeader;
import javax.sip.message.Message;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our passwords on requests to trunks (RFC 3261 section 22). A password goes to its trunk's own targets and to nobody else:
 * whoever answers a call and challenges our BYE learns nothing.
 */
final class ClientDigest {

    private static final Logger LOG = LoggerFactory.getLogger(ClientDigest.class);

    private final TrunkDirectory trunks;
    private final Headers headers;
    private final SipCounters counters;
    // One for each trunk with a password: bounded by the configuration.
    private final Map<String, DigestLogin> logins = new ConcurrentHashMap<>();

    ClientDigest(TrunkDirectory trunks, Headers headers, SipCounters counters) {
        this.trunks = trunks;
        this.headers = headers;
        this.counters = counters;
    }

    /** What a challenge of a trunk comes to. */
    sealed interface Retry {

        /**
         * It is asked again.
         *
         * @param request the same request with credentials, to be sent in a new transaction
         */
        record Again(SIPRequest request) implements Retry {}

        /**
         * The refusal stands.
         *
         * @param sentence why not, for the log and the gateway
         */
        record GiveUp(String sentence) implements Retry {}
    }

    private Optional<DigestLogin> login(String trunk) {
        DigestLogin before = logins.get(trunk);
        if (before != null) {
            return Optional.of(before);
        }
        return trunks.settings(trunk)
                .flatMap(TrunkSettings::credentials)
                .map(known -> logins.computeIfAbsent(
                        trunk, _ -> new DigestLogin(known.user(), known.password(), known.realm())));
    }

    /**
     * Writes credentials on a request before anybody asks, when an earlier challenge left a nonce that is still good.
     * Credentials that were on it already, perhaps put there by JAIN-SIP, are taken off.
     *
     * @param own whether the request goes to one of the trunk's own targets
     */
    void ahead(SIPRequest request, String trunk, boolean own) throws ParseException {
        for (Asker asker : Asker.values()) {
            request.removeHeader(asker.credentialsHeader());
        }
        Optional<DigestLogin> login = own ? login(trunk) : Optional.empty();
        if (login.isPresent()) {
            for (Asker asker : Asker.values()) {
                Optional<String> credentials = login.get().ahead(asker, signed(request), Core.token());
                if (credentials.isPresent()) {
                    headers.set(request, asker.credentialsHeader(), credentials.get());
                }
            }
        }
    }

    /**
     * Answers a 401 or 407.
     *
     * @param refused the request that was challenged
     * @param own whether that request went to one of the trunk's own targets
     */
    Retry challenged(SIPRequest refused, Response response, String trunk, boolean own)
            throws ParseException, InvalidArgumentException {
        Asker asker = Asker.of(response.getStatusCode()).orElseThrow();
        if (!own) {
            return withheld(trunk, Refusal.ELSEWHERE);
        }
        Optional<DigestLogin> login = login(trunk);
        if (login.isEmpty()) {
            return withheld(trunk, Refusal.NO_PASSWORD);
        }
        SIPRequest next = again(refused);
        Outcome outcome = login.get()
                .challenged(
                        asker,
                        values(response, asker.challengeHeader()),
                        values(refused, asker.credentialsHeader()).stream().findFirst(),
                        signed(next),
                        Core.token());
        return switch (outcome) {
            case Outcome.Again(String credentials) -> {
                counters.count(SipCounter.CREDENTIALS_SENT);
                headers.set(next, asker.credentialsHeader(), credentials);
                yield new Retry.Again(next);
            }
            case Outcome.GiveUp(Refusal why) -> {
                if (why == Refusal.WRONG_PASSWORD) {
                    counters.count(SipCounter.CREDENTIALS_REFUSED);
                    LOG.warn("trunk={}: {}", trunk, why.sentence());
                    yield new Retry.GiveUp("The trunk does not accept our user name or password");
                }
                yield withheld(trunk, why);
            }
        };
    }

    private Retry withheld(String trunk, Refusal why) {
        counters.count(SipCounter.CREDENTIALS_WITHHELD);
        LOG.warn("trunk={}: {}", trunk, why.sentence());
        return new Retry.GiveUp("No password was given to the trunk: " + why.sentence());
    }

    /** An ACK carries what its INVITE carried (RFC 3261 section 13.2.2.4). */
    void acknowledge(SIPRequest ack, SIPRequest invite, boolean own) {
        for (Asker asker : Asker.values()) {
            ack.removeHeader(asker.credentialsHeader());
            boolean same = invite != null
                    && invite.getCSeq().getSeqNumber() == ack.getCSeq().getSeqNumber();
            Header credentials = own && same ? invite.getHeader(asker.credentialsHeader()) : null;
            if (credentials != null) {
                ack.setHeader((Header) credentials.clone());
            }
        }
    }

    /** The request without what belonged to its transaction, with the next sequence number (RFC 3261 section 22.2). */
    private static SIPRequest again(SIPRequest refused) throws InvalidArgumentException {
        SIPRequest next = (SIPRequest) refused.clone();
        next.setTransaction(null);
        next.setApplicationData(refused.getApplicationData());
        ((ViaHeader) next.getHeader(ViaHeader.NAME)).removeParameter("branch");
        CSeqHeader sequence = (CSeqHeader) next.getHeader(CSeqHeader.NAME);
        sequence.setSeqNumber(sequence.getSeqNumber() + 1);
        return next;
    }

    private static Signed signed(SIPRequest request) {
        byte[] body = request.getRawContent();
        return new Signed(request.getMethod(), request.getRequestURI().toString(), body == null ? new byte[0] : body);
    }

    /** The header lines' values as the peer wrote them. */
    private static List<String> values(Message message, String name) {
        List<String> values = new ArrayList<>();
        Iterator<?> found = message.getHeaders(name);
        while (found.hasNext()) {
            String line = ((Header) found.next()).toString().strip();
            values.add(line.substring(line.indexOf(':') + 1).strip());
        }
        return values;
    }
}
