package dev.landline.sip.stack;

import java.util.Locale;

/** What the SIP stack counts. The metric name is stable: dashboards refer to it. */
public enum SipCounter {
    /** Whole messages that arrived, garbage included. */
    MESSAGES_RECEIVED,
    /** Messages handed to a socket. */
    MESSAGES_SENT,
    /** Messages that a socket did not take. */
    SEND_FAILED,
    /** CRLF keep-alives answered. */
    KEEP_ALIVES,
    /** CRLF keep-alives sent to trunks. */
    KEEP_ALIVES_SENT,
    /** Requests of ours whose connection broke before an answer. */
    REQUESTS_LOST,
    /** Garbage that cannot be answered: no usable Via, From, To, Call-ID or CSeq, or not SIP at all. */
    DROPPED_GARBAGE,
    /** Answers to nothing that we asked. */
    DROPPED_STRAY,
    /** Messages that passed all checks and that JAIN-SIP still failed on. */
    DROPPED_UNPROCESSABLE,
    /** Messages dropped because the stack had too much queued. */
    DROPPED_OVERLOAD,
    /** Requests refused with 400. */
    REFUSED_MALFORMED,
    /** Requests of another SIP version, refused with 505. */
    REFUSED_VERSION,
    /** Requests out of hops, refused with 483. */
    REFUSED_HOPS,
    /** Messages over the size limit, refused with 513 or dropped. */
    REFUSED_SIZE,
    /** Requests with more header lines than allowed. */
    REFUSED_HEADERS,
    /** Requests from an address that is no trunk of ours, refused with 403. */
    REFUSED_STRANGER,
    /** Requests whose From is not the signed-in account, refused with 403. */
    REFUSED_IDENTITY,
    /** Methods that are not served, refused with 405. */
    REFUSED_METHOD,
    /** Required extensions that are not served, refused with 420. */
    REFUSED_EXTENSION,
    /** Requests for a dialog that does not exist, refused with 481. */
    REFUSED_NO_DIALOG,
    /** INVITEs that came over a second path, refused with 482. */
    REFUSED_MERGED,
    /** Bodies of a type that is not served, refused with 415. */
    REFUSED_CONTENT_TYPE,
    /** Calls refused because too many legs are alive. */
    REFUSED_LEG_LIMIT,
    /** Calls and refreshes whose session would be too short, refused with 422. */
    REFUSED_SESSION_INTERVAL,
    /** Requests inside a call numbered lower than one before, refused with 500. */
    REFUSED_ORDER,
    /** Requests refused with 503 because too much waits already. */
    REFUSED_QUEUE,
    /** Requests of a trunk or browser refused with 503 because it sends too many. */
    REFUSED_RATE,
    /** Calls refused with 503 before they began because as many as allowed are going on. */
    REFUSED_CALL_LIMIT,
    /** Requests of strangers not answered because they send too many. */
    DROPPED_FLOOD,
    /** ACKs of refusals that had no transaction: nothing is left to do. */
    ACKS_OF_REFUSALS,
    /** Offers refused because another one is open. */
    REFUSED_OFFER_PENDING,
    /** Calls ended because their session was not refreshed in time. */
    SESSIONS_EXPIRED,
    /** Digest challenges sent. */
    CHALLENGES,
    /** Wrong credentials. */
    AUTHENTICATION_FAILED,
    /** Attempts refused because of too many wrong credentials before. */
    AUTHENTICATION_BRAKED,
    /** Requests sent again with our password's proof because a trunk asked for it. */
    CREDENTIALS_SENT,
    /** Proofs of ours that a trunk did not accept. */
    CREDENTIALS_REFUSED,
    /** Challenges left unanswered: for another realm, elsewhere than at the trunk, or without a password of ours. */
    CREDENTIALS_WITHHELD,
    /** Requests let in by a bearer token. */
    TOKENS_ACCEPTED,
    /** Bearer tokens that were not ours, had ended or belonged to another page. */
    TOKENS_REFUSED,
    /** REGISTER requests of ours sent to trunks. */
    TRUNK_REGISTERS,
    /** Those of them that were refused or not answered. */
    TRUNK_REGISTERS_FAILED,
    /** Calls toward a trunk's place that failed there: silence, no connection, 503. */
    TRUNK_PLACES_FAILED,
    /** Calls refused because the contract with their trunk allows no more now. */
    REFUSED_TRUNK_LIMIT,
    /** REGISTER requests that changed or refreshed bindings. */
    REGISTRATIONS,
    /** REGISTER requests refused by the registrar's rules. */
    REGISTRATIONS_REFUSED,
    /** Requests refused because their connection, account or trunk sends too many of them. */
    REQUESTS_BRAKED,
    /** Texts (MESSAGE) taken in. */
    TEXTS_TAKEN,
    /** Texts that a tab or a trunk took. */
    TEXTS_DELIVERED,
    /** Texts that nobody took. */
    TEXTS_UNDELIVERED,
    /** Texts refused before they went anywhere. */
    TEXTS_REFUSED,
    /** Subscriptions taken. */
    SUBSCRIPTIONS,
    /** Subscriptions refused. */
    SUBSCRIPTIONS_REFUSED,
    /** NOTIFY requests sent to subscribers. */
    NOTIFIED,
    /** Reports about voicemail taken from trunks. */
    MAILBOX_REPORTS,
    /** Reports that were not about somebody's voicemail here. */
    MAILBOX_REPORTS_REFUSED,
    /** Legs that began. */
    LEGS_STARTED,
    /** Legs that ended. */
    LEGS_ENDED,
    /** Commands that no longer fitted their leg. */
    COMMANDS_IGNORED,
    /** Second answers of a forked call, acknowledged and hung up. */
    FORKED_ANSWERS,
    /** Browser connections that opened. */
    FLOWS_OPENED,
    /** Browser connections that closed. */
    FLOWS_CLOSED,
    /** TCP and TLS connections that opened, either way. */
    CONNECTIONS_OPENED,
    /** TCP connections refused because one address had too many. */
    CONNECTIONS_REFUSED,
    /** TCP and TLS connections refused because there were too many in all. */
    CONNECTIONS_REFUSED_FULL,
    /** TCP connections closed for silence or for a message that never ended. */
    CONNECTIONS_TIMED_OUT,
    /** TCP connections closed because the next message could not be found in the stream. */
    CONNECTIONS_UNFRAMED,
    /** Connections closed because a trunk that used to answer keep-alives no longer did. */
    CONNECTIONS_DEAD,
    /** Connections that could not be opened. */
    CONNECTIONS_FAILED,
    /** Connections of trunks that are used for our requests too (RFC 5923). */
    CONNECTIONS_ALIASED,
    /** TLS handshakes that failed for another reason than a certificate. */
    TLS_FAILED,
    /** Certificates of trunks that are for somebody else, and requests without the certificate that a trunk must show. */
    TLS_WRONG_NAME,
    /** Certificates of trunks that are out of date. */
    TLS_EXPIRED,
    /** Certificates of trunks that nobody trusted has issued. */
    TLS_UNTRUSTED,
    /** Renewed certificates of ours taken into use. */
    CERTIFICATES_RELOADED,
    /** Renewed certificates of ours that could not be used. */
    CERTIFICATES_REFUSED,
    /** Requests that went by TCP because they were too large for UDP. */
    LARGE_REQUESTS,
    /** Exceptions of our own code, caught so that the rest goes on: each is a bug. */
    INTERNAL_ERRORS;

    private final String metric = name().toLowerCase(Locale.ROOT);

    /** The snake-case name in metrics. */
    public String metric() {
        return metric;
    }
}
