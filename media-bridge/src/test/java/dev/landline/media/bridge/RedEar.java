package dev.landline.media.bridge;

import dev.landline.media.rtp.RedPacket;
import dev.landline.media.rtp.RtpPacket;

/** What a peer hears of RED (RFC 2198): the newest block of a packet. */
final class RedEar {

    private RedEar() {}

    /**
     * Shows the packet as if it carried its newest block alone.
     *
     * @return how many older blocks it carried besides
     */
    static int showNewest(byte[] in, RtpPacket packet) {
        RedPacket red = new RedPacket();
        if (!red.wrap(in, packet.payloadOffset(), packet.payloadLength())) {
            throw new IllegalStateException("bad RED from the gateway");
        }
        int newest = red.blocks() - 1;
        packet.show(
                red.payloadType(newest), packet.sequence(), packet.timestamp(), red.offset(newest), red.length(newest));
        return newest;
    }
}
