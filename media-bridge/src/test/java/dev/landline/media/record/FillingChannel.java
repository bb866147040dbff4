package dev.landline.media.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** A disk with so much room and no more. */
final class FillingChannel implements SeekableByteChannel {
    private final SeekableByteChannel file;
    private final long room;

    FillingChannel(SeekableByteChannel file, long room) {
        this.file = file;
        this.room = room;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        if (file.position() + bytes.remaining() > room) {
            throw new IOException("No space left on device");
        }
        return file.write(bytes);
    }

    @Override
    public int read(ByteBuffer bytes) throws IOException {
        return file.read(bytes);
    }

    @Override
    public long position() throws IOException {
        return file.position();
    }

    @Override
    public SeekableByteChannel position(long to) throws IOException {
        file.position(to);
        return this;
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public SeekableByteChannel truncate(long size) throws IOException {
        file.truncate(size);
        return this;
    }

    @Override
    public boolean isOpen() {
        return file.isOpen();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
