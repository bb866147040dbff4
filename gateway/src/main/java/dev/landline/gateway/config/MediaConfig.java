package dev.landline.gateway.config;

import dev.landline.media.bridge.MediaSettings;
import dev.landline.media.codec.OpusChoice;
import java.net.InetAddress;
import java.nio.file.Path;
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
 * @param opus which Opus to use
 * @param opusLibrary a libopus file to try first
 * @param maxBridges bound on open bridges over all loops
 */
public record MediaConfig(
        InetAddress address,
        Optional<InetAddress> advertise,
        int browserPort,
        int trunkPortFirst,
        int trunkPortLast,
        int loops,
        OpusChoice opus,
        Optional<Path> opusLibrary,
        int maxBridges) {

    public MediaSettings settings() {
        return new MediaSettings(
                address, advertise, browserPort, trunkPortFirst, trunkPortLast, loops, opus, opusLibrary, maxBridges);
    }
}
