package dev.landline.gateway.web;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * The softphone's files, all in memory: they are few and small, and a lookup in a map cannot be talked into reading
 * anything else.
 */
final class SoftphoneFiles {

    private static final String INDEX = "META-INF/resources/softphone/index.html";
    private static final int FILES_MAX = 500;
    private static final long FILE_BYTES_MAX = 8L * 1024 * 1024;

    /** The build writes files with a hash in their names into this folder. */
    private static final Pattern HASHED = Pattern.compile("/assets/.+-[A-Za-z0-9_-]{8}\\.[a-z0-9]+");

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("map", "application/json"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("ogg", "audio/ogg"),
            Map.entry("png", "image/png"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("wasm", "application/wasm"),
            Map.entry("wav", "audio/wav"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("woff2", "font/woff2"));

    private final Map<String, SoftphoneFile> files;

    private SoftphoneFiles(Map<String, SoftphoneFile> files) {
        this.files = Map.copyOf(files);
    }

    /** The file at a path such as {@code /assets/index.js}; {@code /} is the page itself. */
    Optional<SoftphoneFile> at(String path) {
        return Optional.ofNullable(files.get(path.equals("/") ? "/index.html" : path));
    }

    /** Reads the softphone from the class path; a build without it gives no files. */
    static SoftphoneFiles fromClassPath(ClassLoader loader) throws IOException {
        URL index = loader.getResource(INDEX);
        if (index == null) {
            return new SoftphoneFiles(Map.of());
        }
        try {
            URI uri = index.toURI();
            if (!uri.getScheme().equals("jar")) {
                return fromFolder(Path.of(uri).getParent());
            }
            String jar = uri.toString().substring(0, uri.toString().indexOf("!/"));
            try (FileSystem inside =
                    FileSystems.newFileSystem(Path.of(URI.create(jar.substring("jar:".length()))), Map.of())) {
                return fromFolder(inside.getPath(INDEX).getParent());
            }
        } catch (URISyntaxException e) {
            throw new IOException("the softphone lies at an address that cannot be read: " + index, e);
        }
    }

    /** Reads the softphone from a folder. */
    static SoftphoneFiles fromFolder(Path folder) throws IOException {
        return new SoftphoneFiles(folder(folder));
    }

    private static Map<String, SoftphoneFile> folder(Path folder) throws IOException {
        Map<String, SoftphoneFile> files = new HashMap<>();
        try (Stream<Path> found = Files.walk(folder)) {
            List<Path> regular = found.filter(Files::isRegularFile).toList();
            if (regular.size() > FILES_MAX) {
                throw new IOException(
                        "the softphone has " + regular.size() + " files; at most " + FILES_MAX + " are served");
            }
            for (Path file : regular) {
                String path = "/" + folder.relativize(file).toString().replace('\\', '/');
                files.put(path, file(path, file));
            }
        }
        return files;
    }

    private static SoftphoneFile file(String path, Path file) throws IOException {
        if (Files.size(file) > FILE_BYTES_MAX) {
            throw new IOException("the softphone's " + path + " is larger than " + FILE_BYTES_MAX + " bytes");
        }
        byte[] bytes = Files.readAllBytes(file);
        String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String type = TYPES.getOrDefault(ending, "application/octet-stream");
        byte[] zipped = zip(bytes);
        Optional<Buffer> smaller =
                zipped.length < bytes.length * 9L / 10 ? Optional.of(Buffer.buffer(zipped)) : Optional.empty();
        return new SoftphoneFile(
                type,
                Buffer.buffer(bytes),
                smaller,
                tag(bytes),
                HASHED.matcher(path).matches());
    }

    private static byte[] zip(byte[] bytes) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
            zip.write(bytes);
        }
        return zipped.toByteArray();
    }

    private static String tag(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return '"' + HexFormat.of().formatHex(digest, 0, 12) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
