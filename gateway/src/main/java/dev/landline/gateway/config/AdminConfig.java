package dev.landline.gateway.config;

import java.net.InetAddress;

/**
 * Health and metrics: no sign-in stands in front of it, so it belongs on loopback or a management network.
 *
 * @param port TCP port; 0 lets the system choose one
 */
public record AdminConfig(InetAddress address, int port) {}
