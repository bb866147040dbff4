package dev.landline.gateway.web;

import java.time.Duration;

/**
 * Bounds of the public port that are not the administrator's to choose.
 *
 * @param requestTimeout how long a connection may take to say a whole request, and idle between two
 * @param answerTimeout how long a client may take to read one answer
 * @param headerBytes most bytes of request headers
 * @param messageBytes largest WebSocket message, and frame
 * @param fragments most frames in one message
 * @param queuedBytes most bytes that may wait for a slow reader
 * @param pingInterval how often a WebSocket is pinged
 * @param silence a WebSocket that has sent nothing, not even a pong, for so long is dead
 * @param goodbye how long a WebSocket may take to close after we have said so
 * @param tick how often the above are looked at
 */
record WebLimits(
        Duration requestTimeout,
        Duration answerTimeout,
        int headerBytes,
        int messageBytes,
        int fragments,
        int queuedBytes,
        Duration pingInterval,
        Duration silence,
        Duration goodbye,
        Duration tick) {

    static WebLimits standard() {
        return new WebLimits(
                Duration.ofSeconds(9),
                Duration.ofSeconds(60),
                16 * 1024,
                64 * 1024,
                1000,
                512 * 1024,
                Duration.ofSeconds(25),
                Duration.ofSeconds(60),
                Duration.ofSeconds(3),
                Duration.ofSeconds(1));
    }
}
