package dev.landline.gateway.config;

import dev.landline.media.bridge.MediaSettings;
import dev.landline.media.codec.OpusChoice;
import dev.landline.media.codec.OpusTuning;
import dev.landline.media.ice.IceSettings;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Sound: ports, threads, codec.
 *
 * @param address local address of the media sockets; the wildcard only together with {@code advertise}
 * @param advertise the address written into SDP when it differs
 * @param browserPort first UDP port for browsers; each loop takes one, counting up
 * @param trunkPortFirst first RTP port toward trunks, even
 * @param trunkPortLast last port toward trunks, inclusive
 * @param loops media threads; 0 chooses from the cores
 * @param red take and send RED around Opus (RFC 2198) with browsers that know it
 * @param fullBand let browsers send all they can, even to trunks that carry a telephone's band only
 * @param opusEncoder how Opus is encoded unless a route says otherwise
 * @param dscp differentiated services code point of what we send (RFC 2474), 0 to 63
 * @param trunkSilence a trunk that owes us sound and sends none for so long ends the call; zero never does
 * @param opus which Opus to use
 * @param opusLibrary a libopus file to try first
 * @param maxBridges bound on open bridges over all loops
 * @param ice lite or full, and what full mode needs
 */
public record MediaConfig(
        InetAddress address,
        Optional<InetAddress> advertise,
        int browserPort,
        int trunkPortFirst,
        int trunkPortLast,
        int loops,
        boolean red,
        boolean fullBand,
        OpusTuning opusEncoder,
        int dscp,
        Duration trunkSilence,
        OpusChoice opus,
        Optional<Path> opusLibrary,
        int maxBridges,
        IceSettings ice) {

    /** As in reference.conf. */
    static final Duration TRUNK_SILENCE = Duration.ofSeconds(60);

    public MediaSettings settings() {
        return new MediaSettings(
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
                dscp,
                trunkSilence);
    }
}
