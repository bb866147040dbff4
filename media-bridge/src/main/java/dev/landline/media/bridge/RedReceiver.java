package dev.landline.media.bridge;

import dev.landline.media.codec.SoundCodec;
import dev.landline.media.codec.SoundDecoder;
import dev.landline.media.rtp.RedPacket;
import dev.landline.media.rtp.RtpPacket;

/**
 * Takes a browser's RED packets apart (RFC 2198): the new frame goes the way of any packet of sound, the copies before it
 * go along for the case that their own packet was lost. RED does not say which packet a copy is of; it is taken for the
 * one right before only when it also ends where the next block begins. Owned by the media loop.
 */
final class RedReceiver {
    private final RedPacket red = new RedPacket();
    private final MediaLoop loop;

    RedReceiver(MediaLoop loop) {
        this.loop = loop;
    }

    /**
     * Hands over what a packet in {@code loop.in} carries; the view is moved from block to block.
     *
     * @return false when it is malformed, or carries something other than sound
     */
    boolean receive(Leg from, RtpPacket packet, long nowNanos) {
        if (!red.wrap(loop.in, packet.payloadOffset(), packet.payloadLength())) {
            return false;
        }
        int newest = red.blocks() - 1;
        SoundCodec codec = from.codecOf(red.payloadType(newest));
        if (codec == null) {
            return false;
        }
        int sequence = packet.sequence();
        int timestamp = packet.timestamp();
        int before = 0;
        for (int block = newest - 1; block >= 0; block--) {
            before += SoundDecoder.ticks(codec, loop.in, red.offset(block), red.length(block));
            if (red.payloadType(block) != red.payloadType(newest) || red.timestampOffset(block) != before) {
                break;
            }
            show(packet, block, sequence - (newest - block), timestamp - before);
            from.bridge().onCopy(from, codec, packet, nowNanos);
        }
        show(packet, newest, sequence, timestamp);
        from.bridge().onSound(from, codec, packet, nowNanos);
        return true;
    }

    private void show(RtpPacket packet, int block, int sequence, int timestamp) {
        packet.show(red.payloadType(block), sequence & 0xFFFF, timestamp, red.offset(block), red.length(block));
    }
}
