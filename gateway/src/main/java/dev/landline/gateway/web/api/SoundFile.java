package dev.landline.gateway.web.api;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends a recording, or the part of it that the client asks for (RFC 9110 section 14). */
final class SoundFile {

    /** One range; several at once are answered with the whole file, as the RFC allows. */
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,15})-(\\d{0,15})");

    private static final Duration LONGEST = Duration.ofMinutes(15);

    private SoundFile() {}

    /** A part of a file. */
    record Part(long first, long length) {}

    static void send(RoutingContext context, Answer.Sound sound) {
        long size;
        try {
            size = Files.size(sound.file());
        } catch (IOException _) {
            context.fail(new Refused(ApiError.RECORDING_GONE, "The recording's file is not there"));
            return;
        }
        HttpServerResponse response = context.response();
        response.putHeader("Content-Type", sound.type())
                .putHeader("Accept-Ranges", "bytes")
                .putHeader("Content-Disposition", "inline; filename=\"" + sound.name() + "\"");
        String asked = context.request().getHeader("Range");
        Optional<Part> part = Optional.empty();
        if (asked != null && RANGE.matcher(asked).matches()) {
            part = part(asked, size);
            if (part.isEmpty()) {
                response.putHeader("Content-Range", "bytes */" + size);
                context.fail(new Refused(ApiError.BAD_RANGE));
                return;
            }
            response.setStatusCode(206)
                    .putHeader(
                            "Content-Range",
                            "bytes " + part.get().first() + "-"
                                    + (part.get().first() + part.get().length() - 1) + "/" + size);
        }
        Part all = part.orElse(new Part(0, size));
        if (context.request().method().equals(HttpMethod.HEAD)) {
            response.putHeader("Content-Length", Long.toString(all.length())).end();
        } else {
            ApiServer.lasts(context);
            cutOffAfterAllTime(context);
            response.sendFile(sound.file().toString(), all.first(), all.length());
        }
    }

    /** Whoever takes longer than this to load a recording does not read it. */
    private static void cutOffAfterAllTime(RoutingContext context) {
        long timer = context.vertx()
                .setTimer(
                        LONGEST.toMillis(), _ -> context.request().connection().close());
        context.addEndHandler(_ -> context.vertx().cancelTimer(timer));
    }

    /** Empty when the file has no such part. */
    static Optional<Part> part(String range, long size) {
        Matcher matcher = RANGE.matcher(range);
        if (!matcher.matches()
                || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())) {
            return Optional.empty();
        }
        if (matcher.group(1).isEmpty()) {
            long length = Math.min(size, Long.parseLong(matcher.group(2)));
            return length == 0 ? Optional.empty() : Optional.of(new Part(size - length, length));
        }
        long first = Long.parseLong(matcher.group(1));
        long last = matcher.group(2).isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(matcher.group(2)));
        return first >= size || last < first ? Optional.empty() : Optional.of(new Part(first, last - first + 1));
    }
}
