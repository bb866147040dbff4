package dev.landline.media.dtmf;

/**
 * The two frequencies of each key (ITU-T Q.23), by its telephone-event code: rows and columns of the sixteen keys. Events
 * above 15 have no tones.
 */
final class DtmfTones {
    /** How many keys there are. */
    static final int KEYS = 16;

    private static final double[] ROWS = {697, 770, 852, 941};
    private static final double[] COLUMNS = {1209, 1336, 1477, 1633};

    /** Event codes by row and column: 1 2 3 A, 4 5 6 B, 7 8 9 C, * 0 # D. */
    private static final int[] EVENTS = {1, 2, 3, 12, 4, 5, 6, 13, 7, 8, 9, 14, 10, 0, 11, 15};

    private DtmfTones() {}

    static double row(int index) {
        return ROWS[index];
    }

    static double column(int index) {
        return COLUMNS[index];
    }

    /** The key of a row and a column. */
    static int event(int row, int column) {
        return EVENTS[4 * row + column];
    }

    static double rowOf(int event) {
        return ROWS[placeOf(event) / 4];
    }

    static double columnOf(int event) {
        return COLUMNS[placeOf(event) % 4];
    }

    private static int placeOf(int event) {
        for (int place = 0; place < KEYS; place++) {
            if (EVENTS[place] == event) {
                return place;
            }
        }
        throw new IllegalArgumentException("event " + event + " has no tones");
    }
}
