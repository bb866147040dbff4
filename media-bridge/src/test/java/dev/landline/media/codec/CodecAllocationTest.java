package dev.landline.media.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.landline.media.Allocations;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The media path makes no garbage of ours with native Opus. */
class CodecAllocationTest {

    @Test
    void nativeOpusAllocatesNothingPerFrame() throws OpusUnavailable {
        OpusEngine engine = OpusEngines.choose(OpusChoice.NATIVE, Optional.empty());
        short[] speech = Signals.speech(8000, 50 * 160);
        byte[] packet = new byte[500];
        short[] decoded = new short[960];
        int[] frame = new int[1];
        try (OpusEncoder encoder = engine.newEncoder(OpusEncoderSettings.narrowband());
                OpusDecoder decoder = engine.newDecoder(8000)) {
            Runnable work = () -> {
                int at = frame[0]++ % 50 * 160;
                int length = encoder.encode(speech, at, 160, packet, 0, packet.length);
                decoder.conceal(decoded, 0, 160);
                decoder.decodeFec(packet, 0, length, decoded, 0, 160);
                decoder.decode(packet, 0, length, decoded, 0, decoded.length);
            };
            assertEquals(0, Allocations.leastBytesPerRun(work, 500));
        }
    }

    @Test
    void g711AllocatesNothing() {
        short[] pcm = Signals.speech(8000, 160);
        byte[] codes = new byte[160];
        Runnable work = () -> {
            for (int i = 0; i < 2; i++) {
                G711Law law = i == 0 ? G711Law.PCMU : G711Law.PCMA;
                G711.encode(law, pcm, 0, 160, codes, 0);
                G711.decode(law, codes, 0, 160, pcm, 0);
                codes[0] = G711.encode(law, G711.decode(law, codes[1]));
            }
        };
        assertEquals(0, Allocations.leastBytesPerRun(work, 2000));
    }

    @Test
    void g722AllocatesNothing() {
        short[] pcm = Signals.speech(16_000, 320);
        byte[] codes = new byte[160];
        G722Encoder encoder = new G722Encoder();
        G722Decoder decoder = new G722Decoder();
        Runnable work = () -> {
            encoder.encode(pcm, 0, 320, codes, 0);
            decoder.decode(codes, 0, 160, pcm, 0);
        };
        assertEquals(0, Allocations.leastBytesPerRun(work, 500));
    }
}
