package dev.landline.bench.load;

/**
 * What the harness's two peers of a call say about themselves, as their SDP would.
 *
 * @param browserPort where the browser-like peer listens on loopback
 * @param iceUfrag the browser's
 * @param icePassword the browser's
 * @param fingerprint SHA-256 of the browser's certificate
 * @param trunkRtpPort where the trunk-like peer listens
 * @param trunkRtcpPort where it takes reports
 */
record PeerDescription(
        int browserPort,
        String iceUfrag,
        String icePassword,
        String fingerprint,
        int trunkRtpPort,
        int trunkRtcpPort) {}
