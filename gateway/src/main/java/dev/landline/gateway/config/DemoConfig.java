package dev.landline.gateway.config;

/**
 * The simulated telephone network, on loopback only.
 *
 * @param sipPort UDP port it listens on
 * @param rtpFirst first RTP port, even
 * @param rtpLast last RTP port, inclusive
 */
public record DemoConfig(boolean enabled, int sipPort, int rtpFirst, int rtpLast) {

    public static DemoConfig off() {
        return new DemoConfig(false, 5070, 41_000, 41_999);
    }
}
