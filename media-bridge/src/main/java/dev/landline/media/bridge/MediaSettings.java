package dev.landline.media.bridge;

import dev.landline.media.codec.OpusChoice;
import dev.landline.media.ice.IceSettings;
import java.net.InetAddress;
import java.nio.file.Path;
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
        IceSettings ice) {

    /** With ICE in lite mode. */
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
