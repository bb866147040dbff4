package dev.landline.media.record;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file could not be written, in words. */
final class FileTrouble {
    private FileTrouble() {}

    /** A sentence for whoever asked for the file. */
    static String sentence(IOException failed) {
        return switch (failed) {
            case NoSuchFileException missing -> "the folder of " + missing.getFile() + " does not exist.";
            case AccessDeniedException refused -> "Landline may not write " + refused.getFile() + ".";
            case FileAlreadyExistsException taken ->
                "there are a thousand files named like " + taken.getFile() + " already.";
            case FileSystemException other -> "writing " + other.getFile() + " failed: " + other.getReason() + ".";
            default -> failed.getMessage() + ".";
        };
    }
}
