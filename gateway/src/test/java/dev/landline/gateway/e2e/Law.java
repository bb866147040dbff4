package dev.landline.gateway.e2e;

/**
 * G.711 by its definition, not by the product's tables: the far end's own opinion of what the bytes mean.
 *
 * <p>{@code payloadType} is the static one of RFC 3551.
 */
enum Law {
    PCMU(0) {
        @Override
        short decode(byte code) {
            int bits = ~code & 0xff;
            int magnitude = ((((bits & 0x0f) << 3) + 0x84) << ((bits & 0x70) >> 4)) - 0x84;
            return (short) ((bits & 0x80) != 0 ? -magnitude : magnitude);
        }
    },
    PCMA(8) {
        @Override
        short decode(byte code) {
            int bits = code ^ 0x55;
            int exponent = (bits & 0x70) >> 4;
            int magnitude = ((bits & 0x0f) << 4) + 8;
            if (exponent > 0) {
                magnitude = (magnitude + 0x100) << (exponent - 1);
            }
            return (short) ((bits & 0x80) != 0 ? magnitude : -magnitude);
        }
    };

    final int payloadType;

    Law(int payloadType) {
        this.payloadType = payloadType;
    }

    abstract short decode(byte code);

    /** The code whose value is nearest: a search, slow and plainly right. */
    byte encode(short sample) {
        int best = 0;
        int bestDistance = Integer.MAX_VALUE;
        for (int code = 0; code < 256; code++) {
            int distance = Math.abs(decode((byte) code) - sample);
            if (distance < bestDistance) {
                best = code;
                bestDistance = distance;
            }
        }
        return (byte) best;
    }
}
