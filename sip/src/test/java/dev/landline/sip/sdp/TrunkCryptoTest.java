package dev.landline.sip.sdp;

import static dev.landline.sip.sdp.CryptoSuite.AEAD_AES_128_GCM;
import static dev.landline.sip.sdp.CryptoSuite.AES_CM_128_HMAC_SHA1_80;
import static dev.landline.sip.sdp.Samples.parse;
import static dev.landline.sip.sdp.Samples.reason;
import static dev.landline.sip.sdp.Samples.value;
import static dev.landline.sip.sdp.SrtpPolicy.OFF;
import static dev.landline.sip.sdp.SrtpPolicy.OPTIONAL;
import static dev.landline.sip.sdp.SrtpPolicy.REQUIRED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** SRTP toward trunks: off, optional and required, in both directions. */
class TrunkCryptoTest {

    private static final String SESSION = "v=0\no=pbx 1 1 IN IP4 198.51.100.7\ns=-\nc=IN IP4 198.51.100.7\nt=0 0\n";
    private static final String THEIR_KEY = "inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj";
    private static final String SHA1 = "a=crypto:4 AES_CM_128_HMAC_SHA1_80 " + THEIR_KEY + "\n";
    private static final String UNKNOWN = "a=crypto:1 AES_256_CM_HMAC_SHA1_80 " + THEIR_KEY + "\n";
    private static final String SAVP = "m=audio 4000 RTP/SAVP 0\n";
    private static final String AVP = "m=audio 5000 RTP/AVP 0\n";
    private static final String DTLS = "m=audio 6000 UDP/TLS/RTP/SAVP 0\na=fingerprint:sha-256 AA\n";

    private static final LocalKeys OURS = LocalKeys.random(new SecureRandom());
    private static final LocalTrunk LOCAL = new LocalTrunk(Samples.OUR_TRUNK_SIDE.rtp(), 88, 1, Optional.of(OURS));

    @Test
    void offersKeysOnAnEncryptedSectionWhenRequired() {
        MediaSection offer =
                parse(OfferAnswer.trunkOffer(LOCAL, terms(REQUIRED))).media().getFirst();
        assertEquals("RTP/SAVP", offer.protocol());
        assertEquals(OURS.offered(), CryptoLine.of(offer));
        assertEquals(
                List.of(1, 2, 3),
                CryptoLine.of(offer).stream().map(CryptoLine::tag).toList());
    }

    @Test
    void offersKeysBesidePlainRtpWhenOptional() {
        MediaSection offer =
                parse(OfferAnswer.trunkOffer(LOCAL, terms(OPTIONAL))).media().getFirst();
        assertEquals("RTP/AVP", offer.protocol());
        assertEquals(OURS.offered(), CryptoLine.of(offer));
    }

    @Test
    void offersNoKeysWhenOff() {
        String offer = OfferAnswer.trunkOffer(LOCAL, terms(OFF));
        assertTrue(offer.contains("RTP/AVP 0 ") && !offer.contains("crypto"), offer);
    }

    @ParameterizedTest
    @CsvSource({
        "OFF, plain, 5000",
        "OFF, plain+key, 5000",
        "OFF, savp+key plain, 5000",
        "OPTIONAL, plain, 5000",
        "OPTIONAL, plain+key, 5000 key",
        "OPTIONAL, plain+unknown, 5000",
        "OPTIONAL, savp+key, 4000 key",
        "OPTIONAL, plain savp+key, 4000 key",
        "OPTIONAL, plain+key savp+key, 4000 key",
        "OPTIONAL, savp+unknown plain, 5000",
        "OPTIONAL, dtls plain, 5000",
        "REQUIRED, savp+key, 4000 key",
        "REQUIRED, savp+unknown+key, 4000 key",
        "REQUIRED, plain+key, 5000 key",
        "REQUIRED, plain savp+key, 4000 key",
        "REQUIRED, savp+unknown savp+key, 4000 key"
    })
    void takesTheBestSectionThatTheSettingAllows(SrtpPolicy policy, String sections, String expected) {
        TrunkMedia media = value(OfferAnswer.readTrunkOffer(parse(SESSION + lines(sections)), terms(policy)));
        assertEquals(expected, media.rtp().getPort() + (media.crypto().isPresent() ? " key" : ""));
        String answer = OfferAnswer.trunkAnswer(media, LOCAL);
        String ours = "a=crypto:4 AES_CM_128_HMAC_SHA1_80 inline:"
                + OURS.of(AES_CM_128_HMAC_SHA1_80).inline() + "\r\n";
        assertEquals(media.crypto().isPresent(), answer.contains(ours), answer);
        assertEquals(media.crypto().isPresent() ? 1 : 0, answer.split("a=crypto", -1).length - 1);
    }

    @ParameterizedTest
    @CsvSource({
        "OFF, savp+key, 'The trunk requires SRTP, which is not enabled for it.'",
        "OFF, dtls, 'The trunk requires SRTP, which is not enabled for it.'",
        "OPTIONAL, savp+unknown, 'The trunk requires SRTP, which is not enabled for it.'",
        "REQUIRED, plain, 'The trunk has no SRTP, which is required for it.'",
        "REQUIRED, savp, 'The trunk has no SRTP, which is required for it.'",
        "REQUIRED, plain+unknown, The trunk's SRTP keys cannot be used.",
        "REQUIRED, savp+unknown, The trunk's SRTP keys cannot be used.",
        "REQUIRED, dtls, The trunk wants SRTP with DTLS; the gateway takes keys in SDP (SDES) from trunks."
    })
    void refusesOffersThatTheSettingForbids(SrtpPolicy policy, String sections, String reason) {
        assertEquals(reason, reason(OfferAnswer.readTrunkOffer(parse(SESSION + lines(sections)), terms(policy))));
    }

    @Test
    void takesTheTrunksFirstUsableKeyAndAnswersItsTag() {
        String gcm = "a=crypto:9 AEAD_AES_128_GCM inline:" + "A".repeat(37) + "A==\n";
        String offer = SESSION + SAVP + UNKNOWN + gcm.replace("A==", "==") + SHA1;
        TrunkMedia media = value(OfferAnswer.readTrunkOffer(parse(offer), terms(REQUIRED)));
        assertEquals(4, media.crypto().orElseThrow().tag());
        media = value(OfferAnswer.readTrunkOffer(parse(SESSION + SAVP + gcm + SHA1), terms(REQUIRED)));
        assertEquals(AEAD_AES_128_GCM, media.crypto().orElseThrow().suite());
        String answer = OfferAnswer.trunkAnswer(media, LOCAL);
        assertTrue(
                answer.contains("a=crypto:9 AEAD_AES_128_GCM inline:"
                        + OURS.of(AEAD_AES_128_GCM).inline() + "\r\n"),
                answer);
    }

    @ParameterizedTest
    @CsvSource({
        "REQUIRED, RTP/SAVP, 2 AES_CM_128_HMAC_SHA1_80, key",
        "REQUIRED, RTP/AVP, 2 AES_CM_128_HMAC_SHA1_80, key",
        "REQUIRED, RTP/SAVP, 1 AES_CM_128_HMAC_SHA1_80, The trunk's SRTP keys cannot be used.",
        "REQUIRED, RTP/SAVP, 4 AES_CM_128_HMAC_SHA1_80, The trunk's SRTP keys cannot be used.",
        "REQUIRED, RTP/SAVP, 3 AES_CM_128_HMAC_SHA1_32, key",
        "REQUIRED, RTP/SAVP, '', 'The trunk has no SRTP, which is required for it.'",
        "REQUIRED, RTP/AVP, '', 'The trunk has no SRTP, which is required for it.'",
        "OPTIONAL, RTP/AVP, '', plain",
        "OPTIONAL, RTP/AVP, 2 AES_CM_128_HMAC_SHA1_80, key",
        "OPTIONAL, RTP/SAVP, 2 AES_CM_128_HMAC_SHA1_80, key",
        "OPTIONAL, RTP/AVP, 5 AES_CM_128_HMAC_SHA1_80, The trunk's answer takes none of the SRTP keys that were offered.",
        "OPTIONAL, RTP/SAVP, '', 'The trunk requires SRTP, which is not enabled for it.'",
        "OFF, RTP/AVP, 2 AES_CM_128_HMAC_SHA1_80, plain"
    })
    void readsAnswersThatNameALineOfOurOffer(SrtpPolicy policy, String protocol, String line, String expected) {
        String crypto = line.isEmpty() ? "" : "a=crypto:" + line + " " + THEIR_KEY + "\n";
        SessionDescription answer = parse(SESSION + "m=audio 4000 " + protocol + " 0\n" + crypto);
        Parsed<TrunkMedia> media = OfferAnswer.readTrunkAnswer(answer, terms(policy));
        switch (expected) {
            case "key" -> assertTrue(value(media).crypto().isPresent());
            case "plain" -> assertTrue(value(media).crypto().isEmpty());
            default -> assertEquals(expected, reason(media));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = SrtpPolicy.class,
            names = {"OPTIONAL", "REQUIRED"})
    void understandsItsOwnDescriptions(SrtpPolicy policy) {
        LocalTrunk other = new LocalTrunk(
                Samples.address("198.51.100.7", 30_000), 1, 1, Optional.of(LocalKeys.random(new SecureRandom())));
        TrunkMedia offer =
                value(OfferAnswer.readTrunkOffer(parse(OfferAnswer.trunkOffer(LOCAL, terms(policy))), terms(policy)));
        assertEquals(OURS.of(AEAD_AES_128_GCM), offer.crypto().orElseThrow().key());
        SessionDescription answer = parse(OfferAnswer.trunkAnswer(offer, other));
        CryptoLine answered = value(OfferAnswer.readTrunkAnswer(answer, terms(policy)))
                .crypto()
                .orElseThrow();
        assertEquals(other.keys().orElseThrow().of(AEAD_AES_128_GCM), answered.key());
    }

    @Test
    void takesTheKeysOfANewOfferInsideTheCall() {
        String other = THEIR_KEY.replace("d0Rm", "ABCD");
        TrunkMedia before = value(OfferAnswer.readTrunkOffer(parse(SESSION + SAVP + SHA1), terms(REQUIRED)));
        TrunkMedia after = value(
                OfferAnswer.readTrunkOffer(parse(SESSION + SAVP + SHA1.replace(THEIR_KEY, other)), terms(REQUIRED)));
        assertFalse(before.crypto().equals(after.crypto()));
        assertEquals(OfferAnswer.trunkAnswer(before, LOCAL), OfferAnswer.trunkAnswer(after, LOCAL));
    }

    @Test
    void cannotAnswerEncryptedSoundWithoutKeysOfItsOwn() {
        TrunkMedia media = value(OfferAnswer.readTrunkOffer(parse(SESSION + SAVP + SHA1), terms(REQUIRED)));
        assertThrows(IllegalArgumentException.class, () -> OfferAnswer.trunkAnswer(media, Samples.OUR_TRUNK_SIDE));
        assertFalse(media.toString().contains("d0Rm"), media.toString());
    }

    /** Sections by name: {@code plain}, {@code savp} and {@code dtls}, each with {@code +key} or {@code +unknown}. */
    private static String lines(String sections) {
        return sections.replace("savp", SAVP)
                .replace("plain", AVP)
                .replace("dtls", DTLS)
                .replace("+unknown", UNKNOWN)
                .replace("+key", SHA1)
                .replace("\n ", "\n");
    }

    private static TrunkTerms terms(SrtpPolicy policy) {
        return new TrunkTerms(List.of(AudioCodec.PCMU), true, false, policy, 20);
    }
}
