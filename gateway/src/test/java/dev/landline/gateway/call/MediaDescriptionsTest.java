package dev.landline.gateway.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.gateway.config.DtmfMode;
import dev.landline.gateway.config.TrunkSound;
import dev.landline.media.bridge.MediaFormat;
import dev.landline.media.bridge.TrunkRemote;
import dev.landline.media.codec.OpusTuning;
import dev.landline.media.codec.SoundCodec;
import dev.landline.media.srtp.SrtpKeys;
import dev.landline.media.srtp.SrtpProfile;
import dev.landline.sip.sdp.AudioCodec;
import dev.landline.sip.sdp.AudioFormat;
import dev.landline.sip.sdp.CryptoLine;
import dev.landline.sip.sdp.CryptoSuite;
import dev.landline.sip.sdp.Direction;
import dev.landline.sip.sdp.LocalKeys;
import dev.landline.sip.sdp.LocalTrunk;
import dev.landline.sip.sdp.OpusParameters;
import dev.landline.sip.sdp.SrtpPolicy;
import dev.landline.sip.sdp.TrunkMedia;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What SDP agreed on reaches the media as it was said. */
class MediaDescriptionsTest {
    private static final InetSocketAddress RTP = new InetSocketAddress("192.0.2.1", 4000);
    private static final InetSocketAddress RTCP = new InetSocketAddress("192.0.2.1", 4001);

    @ParameterizedTest
    @EnumSource
    void bothSidesKeysAreOfTheSuiteThatTheTrunkChose(CryptoSuite suite) {
        LocalKeys ours = LocalKeys.random(new SecureRandom());
        CryptoLine theirs =
                new CryptoLine(1, suite, LocalKeys.random(new SecureRandom()).of(suite));
        SrtpKeys keys =
                translate(Optional.of(theirs), Optional.of(ours), false).keys().orElseThrow();
        assertTrue(keys.isSameAs(new SrtpKeys(
                SrtpProfile.valueOf(suite.name()),
                ours.of(suite).key(),
                ours.of(suite).salt(),
                theirs.key().key(),
                theirs.key().salt())));
    }

    @Test
    void aPlainTrunkHasNoKeys() {
        assertTrue(translate(Optional.empty(), Optional.empty(), false).keys().isEmpty());
        LocalKeys offered = LocalKeys.random(new SecureRandom());
        assertTrue(
                translate(Optional.empty(), Optional.of(offered), false).keys().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void latchingIsAsTheTrunkIsConfigured(boolean latching) {
        assertEquals(
                latching,
                translate(Optional.empty(), Optional.empty(), latching).latching());
    }

    @Test
    void theAgreedCodecsKeepTheirOrderAndPayloadTypes() {
        TrunkRemote remote = translate(Optional.empty(), Optional.empty(), false);
        assertEquals(new MediaFormat(SoundCodec.G722, 9), remote.formats().get(0));
        assertEquals(new MediaFormat(SoundCodec.PCMA, 8), remote.formats().get(1));
        assertEquals(OptionalInt.of(13), remote.comfortNoise());
        assertFalse(remote.receives());
    }

    private static TrunkRemote translate(Optional<CryptoLine> crypto, Optional<LocalKeys> keys, boolean latching) {
        TrunkMedia said = new TrunkMedia(
                RTP,
                RTCP,
                List.of(new AudioFormat(AudioCodec.G722, 9), new AudioFormat(AudioCodec.PCMA, 8)),
                OptionalInt.of(13),
                OpusParameters.NONE,
                Optional.empty(),
                20,
                Direction.SENDONLY,
                crypto,
                List.of());
        TrunkSound sound = new TrunkSound(
                List.of(AudioCodec.G722, AudioCodec.PCMA),
                SrtpPolicy.OPTIONAL,
                latching,
                false,
                DtmfMode.AUTO,
                20,
                List.of(),
                false);
        LocalTrunk local = new LocalTrunk(new InetSocketAddress("192.0.2.9", 30_000), 1, 1, keys);
        return MediaDescriptions.trunk(said, local, sound, OpusTuning.USUAL, Optional.empty());
    }
}
