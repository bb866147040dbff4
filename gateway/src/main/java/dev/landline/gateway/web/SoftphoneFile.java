package dev.landline.gateway.web;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * One file of the softphone, ready to be sent.
 *
 * @param zipped the same, gzipped, when that is smaller
 * @param tag entity tag, in its quotes
 * @param forever the name changes with the content, so that a browser need never ask again
 */
record SoftphoneFile(String type, Buffer plain, Optional<Buffer> zipped, String tag, boolean forever) {

    String cacheControl() {
        return forever ? "public, max-age=31536000, immutable" : "no-cache";
    }
}
