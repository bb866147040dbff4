package dev.landline.sip.stack;

import gov.nist.javax.sip.message.Content;
import gov.nist.javax.sip.message.MessageExt;
import gov.nist.javax.sip.message.MultipartMimeContent;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Iterator;
import java.util.Optional;
import javax.sip.header.ContentTypeHeader;
import javax.sip.message.Message;

/**
 * What a message carries (RFC 3261 section 7.4). Of several parts (RFC 5621 section 3) the SDP counts and the rest is left
 * aside, also when it claims to matter: carriers put ISUP and locations there, and nobody is helped by a refused call.
 */
final class Bodies {

    private Bodies() {}

    /** The SDP, or whatever else the body is; empty without a body. */
    static Optional<String> sdp(Message message) {
        byte[] body = message.getRawContent();
        if (body == null || body.length == 0) {
            return Optional.empty();
        }
        Optional<String> part = isMultipart(message) ? sdpPart(message) : Optional.empty();
        return part.or(() -> Optional.of(new String(body, StandardCharsets.UTF_8)));
    }

    /** The body is SDP, or SDP is among its parts. */
    static boolean isSdp(Message message) {
        return message.getHeader(ContentTypeHeader.NAME) instanceof ContentTypeHeader type
                && (isSdp(type) || (isMultipart(message) && sdpPart(message).isPresent()));
    }

    private static boolean isSdp(ContentTypeHeader type) {
        return "application".equalsIgnoreCase(type.getContentType())
                && "sdp".equalsIgnoreCase(type.getContentSubType());
    }

    private static boolean isMultipart(Message message) {
        return message.getHeader(ContentTypeHeader.NAME) instanceof ContentTypeHeader type
                && "multipart".equalsIgnoreCase(type.getContentType())
                && type.getParameter("boundary") != null;
    }

    private static Optional<String> sdpPart(Message message) {
        try {
            MultipartMimeContent parts = ((MessageExt) message).getMultipartMimeContent();
            for (Iterator<Content> all = parts.getContents(); all.hasNext(); ) {
                Content part = all.next();
                if (part.getContentTypeHeader() != null && isSdp(part.getContentTypeHeader())) {
                    return Optional.of(part.getContent().toString());
                }
            }
        } catch (ParseException | RuntimeException e) {
            // Parts that cannot be told apart hold no SDP that we could trust.
            return Optional.empty();
        }
        return Optional.empty();
    }
}
