package dev.landline.gateway.config;

import java.nio.file.Path;

/**
 * Two PEM files, read again when they change.
 *
 * @param certificate the certificate and its chain, leaf first
 * @param key the private key, PKCS#8, not encrypted
 */
public record TlsFiles(Path certificate, Path key) {}
