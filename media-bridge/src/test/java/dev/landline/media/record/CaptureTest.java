package dev.landline.media.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00.000000001Z");
    private static final InetSocketAddress PHONE = new InetSocketAddress("192.0.2.7", 40_001);
    private static final InetSocketAddress GATEWAY = new InetSocketAddress("198.51.100.1", 20_000);
    private static final InetSocketAddress PHONE_6 = new InetSocketAddress("2001:db8::7", 40_001);
    private static final InetSocketAddress GATEWAY_6 = new InetSocketAddress("2001:db8::1", 20_000);

    @TempDir
    Path folder;

    private Path file;
    private final List<RecordingState> states = new ArrayList<>();
    private final Capture capture = new Capture(states::add);

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("call.pcap");
    }

    private CaptureJob job(Duration maxLength, long maxBytes) {
        return new CaptureJob(capture, new CaptureSettings(file, NOON, maxLength, maxBytes), 5_000);
    }

    @Test
    void everyPacketIsThereWithItsTimeAndAddresses() throws Exception {
        CaptureJob job = job(Duration.ofHours(1), 1 << 20);
        Random random = new Random(1);
        List<byte[]> sent = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            byte[] packet = new byte[20 + random.nextInt(200)];
            random.nextBytes(packet);
            sent.add(packet);
            boolean six = i % 3 == 0;
            capture.packet(
                    six ? PHONE_6 : PHONE,
                    six ? GATEWAY_6 : GATEWAY,
                    packet,
                    0,
                    packet.length,
                    5_000 + i * 10_000_000L);
            if (i % 100 == 0) {
                assertFalse(job.turn(5_000 + i * 10_000_000L));
            }
        }
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("call.pcap.part"))));
        capture.stop();
        assertTrue(job.turn(21_000_000_000L));
        RecordingState.Ended ended = assertInstanceOf(RecordingState.Ended.class, capture.state());
        assertEquals(file, ended.file());
        assertEquals(List.of(ended), states);
        assertEquals(0, capture.packetsDropped());
        List<PcapReader.Datagram> datagrams = PcapReader.read(file);
        assertEquals(sent.size(), datagrams.size());
        for (int i = 0; i < sent.size(); i++) {
            PcapReader.Datagram datagram = datagrams.get(i);
            assertArrayEquals(sent.get(i), datagram.payload());
            assertEquals(i % 3 == 0 ? PHONE_6 : PHONE, datagram.source());
            assertEquals(i % 3 == 0 ? GATEWAY_6 : GATEWAY, datagram.target());
            assertEquals(NOON.plusNanos(i * 10_000_000L), Instant.EPOCH.plusNanos(datagram.epochNanos()));
        }
    }

    @Test
    void aFullRingDropsAndCountsAndTheRestIsWhole() throws Exception {
        CaptureJob job = job(Duration.ofHours(1), 1 << 20);
        byte[] packet = new byte[1000];
        for (int i = 0; i < 200; i++) {
            packet[0] = (byte) i;
            capture.packet(PHONE, GATEWAY, packet, 0, packet.length, 5_000);
        }
        capture.packet(PHONE, GATEWAY, new byte[3000], 0, 3000, 5_000);
        job.turn(6_000);
        capture.stop();
        job.turn(7_000);
        List<PcapReader.Datagram> datagrams = PcapReader.read(file);
        assertEquals(PacketRing.BYTES / 1000, datagrams.size());
        assertEquals(201 - datagrams.size(), capture.packetsDropped());
        assertEquals(100, datagrams.get(100).payload()[0]);
    }

    @Test
    void aCaptureEndsBeforeItsFileGrowsTooLarge() throws Exception {
        CaptureJob job = job(Duration.ofHours(1), 10_000);
        byte[] packet = new byte[172];
        for (int i = 0; i < 100; i++) {
            capture.packet(PHONE, GATEWAY, packet, 0, packet.length, 5_000);
        }
        assertTrue(job.turn(6_000));
        RecordingState.Ended ended = assertInstanceOf(RecordingState.Ended.class, capture.state());
        assertEquals(RecordingEnd.SIZE_LIMIT, ended.why());
        assertTrue(Files.size(file) <= 10_000 && Files.size(file) > 9_000, Files.size(file) + " bytes");
        assertEquals(Files.size(file), 24 + PcapReader.read(file).size() * (16L + 20 + 8 + 172));
    }

    @Test
    void aCaptureEndsAtItsGreatestLengthWithOrWithoutPackets() {
        CaptureJob job = job(Duration.ofSeconds(10), 1 << 20);
        assertFalse(job.turn(9_000_000_000L));
        assertTrue(job.turn(10_100_000_000L));
        RecordingState.Ended ended = assertInstanceOf(RecordingState.Ended.class, capture.state());
        assertEquals(RecordingEnd.LENGTH_LIMIT, ended.why());
    }

    @Test
    void aFolderThatIsNoneIsASentence() throws Exception {
        file = Files.writeString(folder.resolve("text"), "not a folder").resolve("call.pcap");
        CaptureJob job = job(Duration.ofSeconds(10), 1 << 20);
        assertTrue(job.turn(6_000));
        RecordingState.Failed failed = assertInstanceOf(RecordingState.Failed.class, capture.state());
        assertTrue(failed.sentence().startsWith("The capture could not begin: writing"), failed.sentence());
    }
}
