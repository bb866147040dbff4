package dev.landline.media.dtmf;

import dev.landline.media.sound.HalfBand;
import dev.landline.media.sound.Level;
import dev.landline.media.sound.SoundSink;

/**
 * Hears keys that are pressed as tones in the sound itself (ITU-T Q.23, Q.24): for trunks and phones that know no
 * telephone-event. A key counts from 40 ms on, surely not below 23 ms; its frequencies must be right within 2 per cent,
 * one row and one column within 9 dB of each other, each above -35 dBm0, and nearly nothing else may sound, neither
 * harmonics nor a voice: that is what keeps speech and music from pressing keys. Reports to the listener of
 * telephone-events. No allocation; owned by one media loop.
 */
public final class DtmfDetector implements SoundSink {
    private static final double LEAST_MEAN_SQUARE = meanSquare(-35);
    private static final double MOST_TWIST = Math.pow(10, 0.9);
    /** The two sines' part of all the power in a window. */
    private static final double LEAST_PART = 0.86;

    private static final double MOST_DEVIATION_ONCE = 0.035;
    private static final double MOST_DEVIATION = 0.022;
    private static final int HITS_TO_PRESS = 4;
    private static final int MISSES_TO_RELEASE = 4;
    private static final int NONE = -1;
    private static final int MOST_NARROW_SAMPLES = 60 * 8;

    private final TelephoneEventReceiver.Listener listener;
    private final DtmfSpectrum spectrum = new DtmfSpectrum();
    private final HalfBand halfBand = new HalfBand();
    private final short[] narrow = new short[MOST_NARROW_SAMPLES];
    private final short[] ring = new short[DtmfSpectrum.WINDOW_SAMPLES];
    private int next;
    private int untilHop = DtmfSpectrum.HOP_SAMPLES;

    /** The key that the last windows showed, how many in a row did, and how far off their frequencies were. */
    private int candidate = NONE;

    private int hits;
    private double rowDeviation;
    private double columnDeviation;

    private int pressed = NONE;
    private int hopsPressed;
    private int misses;

    public DtmfDetector(TelephoneEventReceiver.Listener listener) {
        this.listener = listener;
    }

    @Override
    public void hear(short[] pcm, int offset, int samples, int sampleRate, long nowNanos) {
        if (sampleRate == DtmfSpectrum.SAMPLE_RATE) {
            take(pcm, offset, samples);
            return;
        }
        for (int done = 0; done < samples; done += 2 * MOST_NARROW_SAMPLES) {
            int part = Math.min(2 * MOST_NARROW_SAMPLES, samples - done);
            take(narrow, 0, halfBand.down(pcm, offset + done, part, narrow, 0));
        }
    }

    private void take(short[] pcm, int offset, int samples) {
        for (int i = 0; i < samples; i++) {
            ring[next] = pcm[offset + i];
            next = next + 1 == ring.length ? 0 : next + 1;
            if (--untilHop == 0) {
                untilHop = DtmfSpectrum.HOP_SAMPLES;
                step();
            }
        }
    }

    /** Whether a key is down, as far as is known by now. */
    public boolean isPressed() {
        return pressed != NONE;
    }

    /** The sound ends or another begins: a key that is down comes up. */
    public void reset() {
        if (pressed != NONE) {
            release();
        }
        candidate = NONE;
        hits = 0;
    }

    private void step() {
        int heard = keyInWindow();
        if (heard == NONE || heard != candidate) {
            candidate = heard;
            hits = heard == NONE ? 0 : 1;
            rowDeviation = 0;
            columnDeviation = 0;
        } else {
            hits++;
        }
        if (pressed != NONE) {
            hopsPressed++;
            misses = heard == pressed ? 0 : misses + 1;
            if (misses == MISSES_TO_RELEASE) {
                release();
            }
        }
        if (candidate != NONE && candidate != pressed && hits >= HITS_TO_PRESS && isInTune()) {
            if (pressed != NONE) {
                release();
            }
            pressed = candidate;
            hopsPressed = hits;
            misses = 0;
            listener.pressed(pressed);
        }
    }

    private boolean isInTune() {
        return Math.abs(rowDeviation) <= MOST_DEVIATION * (hits - 1)
                && Math.abs(columnDeviation) <= MOST_DEVIATION * (hits - 1);
    }

    private void release() {
        int event = pressed;
        pressed = NONE;
        // A window shows a key when about half of it is covered, so that each stands for one hop.
        int hops = hopsPressed - misses;
        listener.released(event, hops * DtmfSpectrum.HOP_SAMPLES * 1000 / DtmfSpectrum.SAMPLE_RATE);
    }

    /** The key that sounds in the window that ends here, or NONE. */
    private int keyInWindow() {
        spectrum.look(ring, next);
        if (spectrum.meanSquare() < LEAST_MEAN_SQUARE) {
            return NONE;
        }
        spectrum.analyse();
        int row = spectrum.strongestRow();
        int column = spectrum.strongestColumn();
        double rowPower = spectrum.power(row);
        double columnPower = spectrum.power(column);
        if (Math.min(rowPower, columnPower) < LEAST_MEAN_SQUARE
                || rowPower > MOST_TWIST * columnPower
                || columnPower > MOST_TWIST * rowPower
                || rowPower + columnPower < LEAST_PART * spectrum.meanSquare()) {
            return NONE;
        }
        int event = DtmfTones.event(row, column - DtmfSpectrum.ROWS);
        return event == candidate && !goesOn(row, column) ? NONE : event;
    }

    /** Whether the sines of this window are those of the one before, gone on at the right frequency. */
    private boolean goesOn(int row, int column) {
        double rowOff = spectrum.deviation(row);
        double columnOff = spectrum.deviation(column);
        rowDeviation += rowOff;
        columnDeviation += columnOff;
        return Math.abs(rowOff) <= MOST_DEVIATION_ONCE && Math.abs(columnOff) <= MOST_DEVIATION_ONCE;
    }

    private static double meanSquare(double dbm0) {
        double peak = Level.peak(dbm0);
        return peak * peak / 2;
    }
}
