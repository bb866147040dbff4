package dev.landline.media.quality;

/**
 * The E-model: the transmission rating R of a call and the mean opinion score it stands for (ITU-T G.107, all parameters
 * but delay, codec and loss at their defaults of table 3). Pure.
 *
 * <p>R runs from 0 to 93.2 here; above 80 most people are satisfied, below 60 nearly all complain.
 */
public final class EModel {
    /** A second and more is the same to people: they take turns. */
    private static final double MOST_DELAY_MILLIS = 1_000;

    private static final double SEND_LOUDNESS = 8;
    private static final double RECEIVE_LOUDNESS = 2;
    private static final double SIDETONE_MASKING = 15;
    private static final double LISTENER_SIDETONE = 18;
    private static final double TELEPHONE_SHAPE = 3;
    private static final double TALKER_ECHO_LOSS = 65;
    private static final double ECHO_PATH_LOSS = 110;
    private static final double ROOM_NOISE = 35;
    private static final double CIRCUIT_NOISE = -70;
    private static final double NOISE_FLOOR = -64;

    /** Sum of all noise at the 0 dBr point in dBm0p (clause 7.2). */
    private static final double NOISE = noise();

    /** Basic signal-to-noise ratio (clause 7.2). */
    private static final double SIGNAL_TO_NOISE = 15 - 1.5 * (SEND_LOUDNESS + NOISE);

    /** R of a clean call without delay. After the constants that it is made from. */
    public static final double BEST_RATING = rating(0, 0, 1, Impairment.G711_CONCEALED);

    private EModel() {}

    /**
     * The rating R (clause 7.1).
     *
     * @param delayMillis mouth to ear, one way; clamped to 0 to 1000
     * @param lossPercent of packets, after FEC and including what came too late; clamped to 0 to 100
     * @param burstRatio mean length of runs of loss over that of random loss; less than 1 counts as 1
     * @return 0 to 93.2
     */
    public static double rating(double delayMillis, double lossPercent, double burstRatio, Impairment codec) {
        double delay = Math.clamp(delayMillis, 0, MOST_DELAY_MILLIS);
        double rating = SIGNAL_TO_NOISE
                - simultaneous(delay)
                - talkerEcho(delay)
                - listenerEcho(2 * delay)
                - pureDelay(delay)
                - effectiveEquipment(Math.clamp(lossPercent, 0, 100), Math.max(1, burstRatio), codec);
        return Math.max(0, rating);
    }

    /** The mean opinion score of a rating (annex B), 1 to 4.5. */
    public static double meanOpinion(double rating) {
        if (rating <= 0) {
            return 1;
        }
        if (rating >= 100) {
            return 4.5;
        }
        // Between 0 and 6.5 the polynomial falls below 1, which no score does.
        return Math.max(1, 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6);
    }

    private static double effectiveEquipment(double lossPercent, double burstRatio, Impairment codec) {
        return codec.ie() + (95 - codec.ie()) * lossPercent / (lossPercent / burstRatio + codec.bpl());
    }

    private static double noise() {
        double loudness = SEND_LOUDNESS + RECEIVE_LOUDNESS;
        double sending = ROOM_NOISE
                - SEND_LOUDNESS
                - TELEPHONE_SHAPE
                - 100
                + 0.004 * square(ROOM_NOISE - loudness - TELEPHONE_SHAPE - 14);
        double heardRoom = ROOM_NOISE + 10 * Math.log10(1 + Math.pow(10, (10 - LISTENER_SIDETONE) / 10));
        double receiving = RECEIVE_LOUDNESS - 121 + heardRoom + 0.008 * square(heardRoom - 35);
        return 10
                * Math.log10(power(CIRCUIT_NOISE)
                        + power(sending)
                        + power(receiving)
                        + power(NOISE_FLOOR + RECEIVE_LOUDNESS));
    }

    /** Impairments that come with the voice itself: loudness, sidetone, quantizing (clause 7.3). */
    private static double simultaneous(double delay) {
        double excess = (SEND_LOUDNESS + RECEIVE_LOUDNESS + 0.2 * (64 + NOISE - RECEIVE_LOUDNESS)) / 8;
        double loudness = 20 * (Math.pow(1 + Math.pow(excess, 8), 1.0 / 8) - excess);
        double masking = -10 * Math.log10(power(-SIDETONE_MASKING) + Math.exp(-delay / 4) * power(-TALKER_ECHO_LOSS));
        double sidetone = 12 * knee((masking - 13) / 6, 8)
                - 28 * knee((masking + 1) / 19.4, 35)
                - 13 * knee((masking - 3) / 33, 13)
                + 29;
        // One quantizing distortion unit: Q is 37, and G the weight of it.
        double weight = 1.07 + 0.258 * 37 + 0.0602 * 37 * 37;
        double quantizing = 15
                * Math.log10(1
                        + Math.pow(10, (SIGNAL_TO_NOISE - 100) / 15 + 46 / 8.4 - weight / 9)
                        + Math.pow(10, 46.0 / 30 - weight / 40));
        return loudness + sidetone + quantizing;
    }

    /** Clause 7.4, Idte. */
    private static double talkerEcho(double delay) {
        if (delay < 1) {
            return 0;
        }
        double undisturbed = -1.5 * (NOISE - RECEIVE_LOUDNESS);
        double echoLoss = TALKER_ECHO_LOSS
                - 40 * Math.log10((1 + delay / 10) / (1 + delay / 150))
                + 6 * Math.exp(-0.3 * delay * delay);
        double disturbed = 80 + 2.5 * (echoLoss - 14);
        double half = (undisturbed - disturbed) / 2;
        return (half + Math.sqrt(half * half + 100) - 1) * (1 - Math.exp(-delay));
    }

    /** Clause 7.4, Idle. */
    private static double listenerEcho(double roundTrip) {
        double disturbed = 10.5 * (ECHO_PATH_LOSS + 7) / Math.sqrt(Math.sqrt(roundTrip + 1));
        double half = (SIGNAL_TO_NOISE - disturbed) / 2;
        return half + Math.sqrt(half * half + 169);
    }

    /** Clause 7.4, Idd: nothing up to 100 ms. */
    private static double pureDelay(double delay) {
        if (delay <= 100) {
            return 0;
        }
        double doublings = Math.log(delay / 100) / Math.log(2);
        return 25 * (knee(doublings, 6) - 3 * knee(doublings / 3, 6) + 2);
    }

    private static double knee(double value, double order) {
        return Math.pow(1 + Math.pow(value, order), 1 / order);
    }

    private static double power(double decibels) {
        return Math.pow(10, decibels / 10);
    }

    private static double square(double value) {
        return value * value;
    }
}
