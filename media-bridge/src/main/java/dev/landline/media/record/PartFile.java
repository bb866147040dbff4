package dev.landline.media.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file that is being written under the name of its end with {@code .part} behind it, readable by its owner only, and
 * gets its name when it is complete. Never overwrites: when a name is taken, the next number is added to it.
 */
final class PartFile {
    private static final int MOST_NUMBERS = 999;
    private static final Set<StandardOpenOption> NEW =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.READ);

    private final Path wanted;
    private final Path part;
    private final SeekableByteChannel channel;

    private PartFile(Path wanted, Path part, SeekableByteChannel channel) {
        this.wanted = wanted;
        this.part = part;
        this.channel = channel;
    }

    /** Creates the file under its temporary name. */
    static PartFile create(Path wanted) throws IOException {
        for (int number = 1; number <= MOST_NUMBERS; number++) {
            Path name = numbered(wanted, number);
            Path part = name.resolveSibling(name.getFileName() + ".part");
            if (Files.exists(name)) {
                continue;
            }
            try {
                return new PartFile(wanted, part, Files.newByteChannel(part, NEW, ownerOnly(part)));
            } catch (FileAlreadyExistsException taken) {
                // Of another recording, or of one that a crash cut off: the next number.
            }
        }
        throw new FileAlreadyExistsException(wanted.toString());
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static Path numbered(Path wanted, int number) {
        if (number == 1) {
            return wanted;
        }
        String name = wanted.getFileName().toString();
        int dot = name.lastIndexOf('.') > 0 ? name.lastIndexOf('.') : name.length();
        return wanted.resolveSibling(name.substring(0, dot) + "-" + number + name.substring(dot));
    }

    SeekableByteChannel channel() {
        return channel;
    }

    /** Where the file is now. */
    Path part() {
        return part;
    }

    /** Closes the file and gives it its name. */
    Path keep() throws IOException {
        channel.close();
        for (int number = 1; number <= MOST_NUMBERS; number++) {
            Path name = numbered(wanted, number);
            try {
                rename(part, name);
                return name;
            } catch (FileAlreadyExistsException taken) {
                // The next number.
            }
        }
        throw new FileAlreadyExistsException(wanted.toString());
    }

    /** A hard link is refused when the name is taken, at the same instant; a move only looks before. */
    private static void rename(Path part, Path name) throws IOException {
        try {
            Files.createLink(name, part);
        } catch (FileAlreadyExistsException taken) {
            throw taken;
        } catch (UnsupportedOperationException | FileSystemException noLinks) {
            Files.move(part, name);
            return;
        }
        Files.delete(part);
    }

    static void writeFully(SeekableByteChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
