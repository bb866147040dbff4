package dev.landline.gateway.call;

import static dev.landline.sip.sdp.AudioCodec.OPUS;
import static dev.landline.sip.sdp.AudioCodec.PCMA;
import static dev.landline.sip.sdp.AudioCodec.PCMU;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.gateway.config.DtmfMode;
import dev.landline.gateway.config.TrunkSound;
import dev.landline.media.bridge.BrowserRemote;
import dev.landline.media.bridge.MediaFormat;
import dev.landline.media.bridge.Side;
import dev.landline.media.bridge.TrunkRemote;
import dev.landline.media.codec.OpusTuning;
import dev.landline.media.codec.OpusWishes;
import dev.landline.media.codec.SoundCodec;
import dev.landline.media.srtp.SrtpKeys;
import dev.landline.media.srtp.SrtpProfile;
import dev.landline.sip.sdp.AudioCodec;
import dev.landline.sip.sdp.BrowserTerms;
import dev.landline.sip.sdp.LocalBrowser;
import dev.landline.sip.sdp.OfferAnswer;
import dev.landline.sip.sdp.SrtpPolicy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What one call's descriptions ask of its bridge, and what they tell the peers. */
class CallMediaTest {

    private static final String GCM = "AEAD_AES_128_GCM";
    private static final String SHA1 = "AES_CM_128_HMAC_SHA1_80";
    private static final String THEIR_SHA1_KEY = "d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj";
    private static final String THEIR_GCM_KEY = "A".repeat(36) + "AA==";
    private static final OpusTuning TUNING = new OpusTuning(40_000, 5, true);
    private static final CallSound SOUND = CallSound.usual(true, TUNING);

    private final SilentBridge bridge = new SilentBridge(true);

    private CallMedia media(CallSound sound, TrunkSound trunk) {
        return new CallMedia(bridge, sound, CallSounds.usual(), name -> trunk);
    }

    private static TrunkSound trunk(SrtpPolicy srtp, DtmfMode dtmf, AudioCodec... codecs) {
        return new TrunkSound(List.of(codecs), srtp, true, true, dtmf, 20, List.of(), false);
    }

    private static TrunkSound secure(SrtpPolicy policy) {
        return trunk(policy, DtmfMode.AUTO, PCMU);
    }

    @Test
    void aBrowserIsAnsweredInTheOrderOfTheCallsCodecsAndTheMediaLearnsIt() throws Exception {
        CallSound narrow = SOUND.withBrowserCodecs(List.of(PCMU, OPUS));
        CallMedia media = media(narrow, TrunkSound.standard());
        media.takeOffer(Side.A, browserSays(), Optional.empty());
        assertTrue(media.answer(Side.A).contains("SAVPF 0 63 111 13 126\r\n"), media.answer(Side.A));
        BrowserRemote remote = assertInstanceOf(SilentBridge.BrowserConnected.class, bridge.asked.remove())
                .remote();
        assertEquals(
                List.of(new MediaFormat(SoundCodec.PCMU, 0), new MediaFormat(SoundCodec.OPUS, 111)), remote.formats());
        assertEquals(OptionalInt.of(63), remote.red());
        assertEquals(OptionalInt.of(13), remote.comfortNoise());
        assertEquals(new OpusWishes(TUNING, true, false), remote.opus());
        assertEquals(8_000, remote.dtmf().orElseThrow().clockRate());
    }

    @Test
    void aTrunkMaySendAnyLawThatWasOfferedWhateverItAnswers() throws Exception {
        CallMedia media = media(SOUND, TrunkSound.of(PCMU, PCMA, OPUS));
        media.open(Side.B, Optional.of("pbx"));
        media.takeAnswer(
                Side.B, trunkSays("RTP/AVP 96", "a=rtpmap:96 opus/48000/2\na=fmtp:96 useinbandfec=1;usedtx=1\n"));
        TrunkRemote remote = connected();
        assertEquals(
                List.of(
                        new MediaFormat(SoundCodec.OPUS, 96),
                        new MediaFormat(SoundCodec.PCMU, 0),
                        new MediaFormat(SoundCodec.PCMA, 8)),
                remote.formats());
        assertFalse(remote.latching());
        assertEquals(Optional.empty(), remote.keys());
        assertEquals(new OpusWishes(TUNING, true, false), remote.opus(), "no pause toward a trunk");
    }

    @Test
    void theMediaGetsBothKeysOfTheAgreedSuite() throws Exception {
        CallMedia media = media(SOUND, secure(SrtpPolicy.REQUIRED));
        media.open(Side.B, Optional.of("pbx"));
        String offer = media.offer(Side.B);
        assertTrue(offer.contains("RTP/SAVP 0 "), offer);
        media.takeAnswer(Side.B, trunkSays("RTP/SAVP 0", crypto(2, SHA1, THEIR_SHA1_KEY)));
        TrunkRemote remote = connected();
        assertTrue(remote.latching());
        SrtpKeys keys = remote.keys().orElseThrow();
        assertEquals(SrtpProfile.AES_CM_128_HMAC_SHA1_80, keys.profile());
        assertFalse((remote + " " + keys).contains(THEIR_SHA1_KEY));
    }

    @Test
    void ourKeyStaysForTheCallAndIsNotUsedAgainAfterItsSuiteWasLeft() throws Exception {
        CallMedia media = media(SOUND, secure(SrtpPolicy.REQUIRED));
        media.open(Side.B, Optional.of("pbx"));
        Map<String, String> offered = keys(media.offer(Side.B));
        assertEquals(3, offered.size());
        media.takeAnswer(Side.B, trunkSays("RTP/SAVP 0", crypto(2, SHA1, THEIR_SHA1_KEY)));
        String renewed = trunkSays("RTP/SAVP 0", crypto(7, SHA1, THEIR_SHA1_KEY.replace("d0Rm", "AAAA")));
        assertEquals(
                offered.get(SHA1),
                keys(media.reanswer(Side.B, Optional.of(renewed))).get(SHA1));
        String other = trunkSays("RTP/SAVP 0", crypto(7, GCM, THEIR_GCM_KEY));
        assertEquals(
                offered.get(GCM),
                keys(media.reanswer(Side.B, Optional.of(other))).get(GCM));
        String back = keys(media.reanswer(Side.B, Optional.of(renewed))).get(SHA1);
        assertNotEquals(offered.get(SHA1), back);
        assertEquals(back, keys(media.reanswer(Side.B, Optional.of(renewed))).get(SHA1));
    }

    @Test
    void theNextTrunkGetsOtherKeysOnTheSamePort() throws Exception {
        CallMedia media = media(SOUND, secure(SrtpPolicy.OPTIONAL));
        media.open(Side.B, Optional.of("first"));
        Map<String, String> first = keys(media.offer(Side.B));
        media.open(Side.B, Optional.of("second"));
        Map<String, String> second = keys(media.offer(Side.B));
        assertEquals(first.keySet(), second.keySet());
        first.forEach((suite, key) -> assertNotEquals(key, second.get(suite)));
    }

    @Test
    void aTrunkWithoutTheRequiredEncryptionIsRefusedInWords() throws Exception {
        CallMedia media = media(SOUND, secure(SrtpPolicy.REQUIRED));
        media.open(Side.B, Optional.of("pbx"));
        Unusable refused = assertThrows(Unusable.class, () -> media.takeAnswer(Side.B, trunkSays("RTP/AVP 0", "")));
        assertEquals(488, refused.failure().sipStatus());
        assertEquals(
                "The trunk has no SRTP, which is required for it.",
                refused.failure().sentence());
        CallMedia incoming = media(SOUND, secure(SrtpPolicy.REQUIRED));
        assertThrows(Unusable.class, () -> incoming.takeOffer(Side.A, trunkSays("RTP/AVP 0", ""), Optional.of("pbx")));
        assertTrue(bridge.asked.isEmpty());
    }

    @Test
    void aReinviteWithoutAnOfferGetsWhatWasAgreedWithTheKeyInUse() throws Exception {
        CallMedia media = media(SOUND, trunk(SrtpPolicy.REQUIRED, DtmfMode.AUTO, PCMU, PCMA));
        media.open(Side.B, Optional.of("pbx"));
        Map<String, String> offered = keys(media.offer(Side.B));
        media.takeAnswer(
                Side.B, trunkSays("RTP/SAVP 8", crypto(2, SHA1, THEIR_SHA1_KEY)).replace("sendrecv", "sendonly"));
        String again = media.reanswer(Side.B, Optional.empty());
        assertTrue(again.contains("m=audio 30000 RTP/SAVP 8\r\n"), again);
        assertTrue(again.contains("a=sendrecv\r\n"), again);
        assertEquals(Map.of(SHA1, offered.get(SHA1)), keys(again));
        assertTrue(again.contains("a=crypto:2 "), again);
        assertNotEquals(version(media.offer(Side.B)), 1);
    }

    @Test
    void aBrowserThatRestartsIceGetsNewCredentialsAndKeepsTheRest() throws Exception {
        CallMedia media = media(SOUND, TrunkSound.standard());
        media.takeOffer(Side.A, browserSays(), Optional.empty());
        String first = media.answer(Side.A);
        String held = media.reanswer(Side.A, Optional.of(browserSays().replace("sendrecv", "sendonly")));
        assertEquals(line(first, "a=ice-ufrag:"), line(held, "a=ice-ufrag:"), "hold is no restart");
        String restarted =
                media.reanswer(Side.A, Optional.of(browserSays().replace("ice-ufrag:theirs", "ice-ufrag:again")));
        assertEquals("a=ice-ufrag:fresh", line(restarted, "a=ice-ufrag:"));
        assertEquals("a=ice-pwd:fresh-password", line(restarted, "a=ice-pwd:"));
        assertEquals(line(first, "a=fingerprint:"), line(restarted, "a=fingerprint:"));
        assertEquals(line(first, "a=ssrc:"), line(restarted, "a=ssrc:"));
        assertEquals(line(first, "m=audio"), line(restarted, "m=audio"));
    }

    @Test
    void whereIceCannotBeRestartedTheOfferIsRefusedInWordsAndTheCallGoesOn() throws Exception {
        CallMedia media = media(SOUND, TrunkSound.standard());
        bridge.restartsIce = false;
        media.takeOffer(Side.A, browserSays(), Optional.empty());
        bridge.asked.clear();
        Unusable refused = assertThrows(
                Unusable.class,
                () -> media.reanswer(
                        Side.A, Optional.of(browserSays().replace("ice-ufrag:theirs", "ice-ufrag:again"))));
        assertEquals(
                "The browser's connection cannot be set up anew during a call",
                refused.failure().sentence());
        assertTrue(bridge.asked.isEmpty());
        media.reanswer(Side.A, Optional.of(browserSays()));
    }

    @Test
    void aCallerThatMadeNoOfferGetsOursUntilItHasAnswered() throws Exception {
        CallMedia media = media(SOUND, TrunkSound.of(PCMU, PCMA));
        media.open(Side.A, Optional.of("pbx"));
        assertTrue(media.ours(Side.A).contains("RTP/AVP 0 8 101"), media.ours(Side.A));
        media.takeAnswer(Side.A, trunkSays("RTP/AVP 8", ""));
        assertEquals(SoundCodec.PCMA, connected().formats().getFirst().codec());
        assertTrue(media.ours(Side.A).contains("RTP/AVP 8"), media.ours(Side.A));
    }

    private static String line(String sdp, String start) {
        return sdp.lines().filter(line -> line.startsWith(start)).findFirst().orElse("");
    }

    @Test
    void onlyATrunkThatAsksForItGetsItsDigitsAsInfo() throws Exception {
        CallMedia media = media(SOUND, trunk(SrtpPolicy.OFF, DtmfMode.INFO, PCMU));
        media.takeOffer(Side.A, browserSays(), Optional.empty());
        media.open(Side.B, Optional.of("pbx"));
        assertTrue(media.wantsInfo(Side.B));
        assertFalse(media.wantsInfo(Side.A));
        assertFalse(media.offer(Side.B).contains("telephone-event"));
        CallMedia usual = media(SOUND, TrunkSound.standard());
        usual.open(Side.B, Optional.of("pbx"));
        assertFalse(usual.wantsInfo(Side.B));
    }

    private TrunkRemote connected() {
        return assertInstanceOf(SilentBridge.TrunkConnected.class, bridge.asked.remove())
                .remote();
    }

    private static int version(String sdp) {
        Matcher origin = Pattern.compile("o=- \\d+ (\\d+) ").matcher(sdp);
        assertTrue(origin.find());
        return Integer.parseInt(origin.group(1));
    }

    private static String crypto(int tag, String suite, String key) {
        return "a=crypto:" + tag + " " + suite + " inline:" + key + "\n";
    }

    /** The keys of a description by suite. */
    private static Map<String, String> keys(String sdp) {
        Map<String, String> keys = new HashMap<>();
        Matcher line = Pattern.compile("a=crypto:\\d+ (\\S+) inline:(\\S+)\r\n").matcher(sdp);
        while (line.find()) {
            keys.put(line.group(1), line.group(2));
        }
        return keys;
    }

    private static String trunkSays(String media, String attributes) {
        return "v=0\no=pbx 1 1 IN IP4 198.51.100.7\ns=-\nc=IN IP4 198.51.100.7\nt=0 0\nm=audio 4000 " + media + "\n"
                + attributes + "a=sendrecv\n";
    }

    private static String browserSays() {
        LocalBrowser browser = new LocalBrowser(
                "theirs",
                "their-password-0123456789",
                "CD:".repeat(31) + "EF",
                List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 50_000)),
                99,
                "them",
                1);
        BrowserTerms everything = new BrowserTerms(List.of(PCMU, PCMA, OPUS), true);
        return OfferAnswer.browserOffer(browser, everything);
    }
}
