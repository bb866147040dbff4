package dev.landline.media.codec;

/**
 * The quadrature mirror filter of ITU-T G.722 (24 taps, symmetric): splits 16000 Hz into two bands of 8000 Hz each, or
 * joins them again; both together delay by 22 samples of 16000 Hz. One object does one of the two. Owned by one thread; fixed memory.
 */
final class G722Mirror {

    /** Every second tap; read from the other end they are the taps between. */
    private static final int[] TAPS = {3, -11, 12, 32, -210, 951, 3876, -805, 362, -156, 53, -11};

    private static final int LENGTH = 2 * TAPS.length;
    private static final int ROOM = 512;

    /** The last 24 samples end at {@code end}; moved to the front only when there is no more room behind. */
    private final int[] line = new int[ROOM];

    private int end = LENGTH;
    private int evenSum;
    private int oddSum;

    /** Takes two samples of 16 bits and splits them; the bands have 15 bits. */
    void split(int first, int second) {
        push(first, second);
        sum();
    }

    int lowerBand() {
        return G722Band.saturate((evenSum + oddSum) >> 14);
    }

    int higherBand() {
        return G722Band.saturate((evenSum - oddSum) >> 14);
    }

    /** Takes a sample of each band, 15 bits, and joins them. */
    void join(int lower, int higher) {
        push(lower + higher, lower - higher);
        sum();
    }

    short firstJoined() {
        return (short) G722Band.saturate(evenSum >> 11);
    }

    short secondJoined() {
        return (short) G722Band.saturate(oddSum >> 11);
    }

    private void push(int first, int second) {
        if (end == ROOM) {
            System.arraycopy(line, ROOM - LENGTH + 2, line, 0, LENGTH - 2);
            end = LENGTH - 2;
        }
        line[end] = first;
        line[end + 1] = second;
        end += 2;
    }

    private void sum() {
        int even = 0;
        int odd = 0;
        int oldest = end - LENGTH;
        for (int i = 0; i < TAPS.length; i++) {
            odd += line[oldest + 2 * i] * TAPS[i];
            even += line[oldest + 2 * i + 1] * TAPS[TAPS.length - 1 - i];
        }
        evenSum = even;
        oddSum = odd;
    }
}
