package dev.landline.media.bridge;

import dev.landline.media.codec.OpusChoice;
import dev.landline.media.ice.IceSettings;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What the media engine is started with.
 *
 * @param address local address of every media socket; may be the wildcard
 * @param advertise the address written into SDP; must be given when {@code address} is the wildcard
 * @param browserPort first UDP port for browsers; loop n uses {@code browserPort + n}
 * @param trunkPortFirst first RTP port toward trunks, even
 * @param trunkPortLast last port toward trunks, inclusive
 * @param loops number of media loops (threads); 0 lets the engine choose from the cores
 * @param opus which Opus to use
 * @param opusLibrary a libopus file to try first
 * @param maxBridges bound on open bridges over all loops
 * @param ice how ICE is done toward browsers; full mode needs {@code address} to be one address
 * @param dscp differentiated services code point of every media packet, 0 to 63
 * @param trunkSilence how long a trunk that should send may send nothing until it is reported; zero never reports it
 */
public record MediaSettings(
        InetAddress address,
        Optional<InetAddress> advertise,
        int browserPort,
        int trunkPortFirst,
        int trunkPortLast,
        int loops,
        OpusChoice opus,
        Optional<Path> opusLibrary,
        int maxBridges,
        IceSettings ice,
        int dscp,
        Duration trunkSilence) {

    /** Expedited forwarding (RFC 3246), as voice is marked everywhere. */
    public static final int EXPEDITED_FORWARDING = 46;

    private static final Duration USUAL_TRUNK_SILENCE = Duration.ofSeconds(60);

    public MediaSettings {
        if (dscp < 0 || dscp > 63) {
            throw new IllegalArgumentException("a DSCP is 0 to 63, not " + dscp);
        }
        if (trunkSilence.isNegative()) {
            throw new IllegalArgumentException("a trunk cannot be silent for " + trunkSilence);
        }
    }

    /** With packets marked as voice and a minute of patience. */
    public MediaSettings(
            InetAddress address,
            Optional<InetAddress> advertise,
            int browserPort,
            int trunkPortFirst,
            int trunkPortLast,
            int loops,
            OpusChoice opus,
            Optional<Path> opusLibrary,
            int maxBridges,
            IceSettings ice) {
        this(
                address,
                advertise,
                browserPort,
                trunkPortFirst,
                trunkPortLast,
                loops,
                opus,
                opusLibrary,
                maxBridges,
                ice,
                EXPEDITED_FORWARDING,
                USUAL_TRUNK_SILENCE);
    }

    /** With ICE in lite mode besides. */
    public MediaSettings(
            InetAddress address,
            Optional<InetAddress> advertise,
            int browserPort,
            int trunkPortFirst,
            int trunkPortLast,
            int loops,
            OpusChoice opus,
            Optional<Path> opusLibrary,
            int maxBridges) {
        this(
                address,
                advertise,
                browserPort,
                trunkPortFirst,
                trunkPortLast,
                loops,
                opus,
                opusLibrary,
                maxBridges,
                IceSettings.lite());
    }
}
