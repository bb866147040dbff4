package dev.landline.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.landline.media.codec.G711;
import dev.landline.media.codec.G711Law;
import dev.landline.media.codec.OpusChoice;
import dev.landline.media.codec.OpusDecoder;
import dev.landline.media.codec.OpusEncoder;
import dev.landline.media.codec.OpusEncoderSettings;
import dev.landline.media.codec.OpusEngine;
import dev.landline.media.codec.OpusEngines;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Latency is only as true as the markers: each must be heard in its own packet and nothing else may be. */
class LoadSoundsTest {
    private static OpusEngine opus;
    private static LoadSounds sounds;
    private final short[] pcm = new short[960];

    @BeforeAll
    static void encode() throws Exception {
        opus = OpusEngines.choose(OpusChoice.AUTO, Optional.empty());
        sounds = new LoadSounds(opus, false);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void markersAreHeardInTheirOwnPacketAfterOpusToPcmu(boolean telephoneBand) {
        LoadSounds heard = telephoneBand ? new LoadSounds(opus, true) : sounds;
        try (OpusDecoder decoder = opus.newDecoder(8000)) {
            for (int i = 0; i < LoadSounds.PACKETS; i++) {
                byte[] packet = heard.opus(i);
                int samples = decoder.decode(packet, 0, packet.length, pcm, 0, pcm.length);
                expectLoudness(i, LoadSounds.isLoud(pcm, samples));
            }
        }
    }

    @Test
    void markersAreHeardAfterPcmuToOpusByADecoderThatListensOnlyNowAndThen() {
        boolean listening = false;
        byte[] out = new byte[LoadSounds.MOST_OPUS_BYTES];
        try (OpusEncoder encoder = opus.newEncoder(OpusEncoderSettings.narrowband());
                OpusDecoder decoder = opus.newDecoder(8000)) {
            for (int i = 0; i < LoadSounds.PACKETS; i++) {
                byte[] codes = sounds.pcmu(i);
                G711.decode(G711Law.PCMU, codes, 0, codes.length, pcm, 0);
                int length = encoder.encode(pcm, 0, codes.length, out, 0, out.length);
                if (LoadSounds.isNearMarker(i)) {
                    listening = true;
                }
                if (listening) {
                    int samples = decoder.decode(out, 0, length, pcm, 0, pcm.length);
                    boolean isFirst = LoadSounds.isNearMarker(i);
                    assertEquals(LoadSounds.isMarker(i), !isFirst && LoadSounds.isLoud(pcm, samples), "packet " + i);
                    listening = !LoadSounds.isMarker(i);
                }
            }
        }
    }

    /** What follows a marker may still ring; nobody listens there any more. */
    private static void expectLoudness(int packet, boolean loud) {
        if (!LoadSounds.isMarker(packet - 1)) {
            assertEquals(LoadSounds.isMarker(packet), loud, "packet " + packet);
        }
    }
}
