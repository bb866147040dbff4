package dev.landline.media.srtp;

import org.jitsi.utils.ByteArrayBuffer;

/** The library's view of a packet inside one of our arrays; pointed anew at each packet so that none is allocated. */
final class PacketBuffer implements ByteArrayBuffer {
    private byte[] bytes = {};
    private int offset;
    private int length;

    void wrap(byte[] newBytes, int newOffset, int newLength) {
        bytes = newBytes;
        offset = newOffset;
        length = newLength;
    }

    @Override
    public byte[] getBuffer() {
        return bytes;
    }

    @Override
    public int getOffset() {
        return offset;
    }

    @Override
    public int getLength() {
        return length;
    }

    @Override
    public void setLength(int newLength) {
        length = newLength;
    }

    @Override
    public void setOffset(int newOffset) {
        offset = newOffset;
    }

    @Override
    public boolean isInvalid() {
        return false;
    }

    @Override
    public void readRegionToBuff(int from, int count, byte[] out) {
        System.arraycopy(bytes, offset + from, out, 0, count);
    }

    /** Refuses to move the packet into a larger array: the caller holds this one and leaves room for the tag. */
    @Override
    public void grow(int howMuch) {
        if (bytes.length - offset - length < howMuch) {
            throw new IllegalStateException("no room for " + howMuch + " more bytes");
        }
    }

    @Override
    public void append(byte[] data, int count) {
        grow(count);
        System.arraycopy(data, 0, bytes, offset + length, count);
        length += count;
    }

    @Override
    public void shrink(int count) {
        length -= count;
    }
}
