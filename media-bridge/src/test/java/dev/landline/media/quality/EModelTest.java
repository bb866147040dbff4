package dev.landline.media.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EModelTest {

    /** G.107 clause 7.7: all parameters at their defaults give R = 93.2. */
    @Test
    void theDefaultsGiveTheRatingOfTheRecommendation() {
        assertEquals(93.2, EModel.rating(0, 0, 1, Impairment.G711_CONCEALED), 0.05);
        assertEquals(4.41, EModel.meanOpinion(EModel.BEST_RATING), 0.005);
    }

    /** The limits of speech transmission quality of ITU-T G.109, with the scores of G.107 annex B. */
    @ParameterizedTest
    @CsvSource({"90, 4.34", "80, 4.03", "70, 3.60", "60, 3.10", "50, 2.58", "93.2, 4.41", "0, 1", "-5, 1", "100, 4.5"})
    void scoresAreThoseOfTheRecommendation(double rating, double score) {
        assertEquals(score, EModel.meanOpinion(rating), 0.0075);
    }

    /** The straight lines that Cole and Rosenbluth (2001) fitted to G.107: 0.024 d, and 0.11 more beyond 177.3 ms. */
    @ParameterizedTest
    @CsvSource({"50", "100", "150", "200", "250", "300"})
    void delayCostsWhatThePublishedFitSays(double delay) {
        double fit = 0.024 * delay + (delay > 177.3 ? 0.11 * (delay - 177.3) : 0);
        double lost = EModel.BEST_RATING - EModel.rating(delay, 0, 1, Impairment.G711_CONCEALED);
        assertEquals(fit, lost, delay <= 200 ? 2 : 4);
    }

    /** Ie of G.711 with concealment as older editions of G.113 tabulated it for random loss: 5, 7, 10, 15, 20, 25. */
    @ParameterizedTest
    @CsvSource({"1, 5", "2, 7", "3, 10", "5, 15", "7, 20", "10, 25"})
    void concealedLossCostsWhatTheTableSays(double lossPercent, double ie) {
        double lost = EModel.BEST_RATING - EModel.rating(0, lossPercent, 1, Impairment.G711_CONCEALED);
        assertEquals(ie, lost, 2.2);
    }

    /** The formula of clause 7.5 by hand: 95 * 2 / (2 + 4.3). */
    @Test
    void lossWithoutConcealmentHurtsMore() {
        double lost = EModel.BEST_RATING - EModel.rating(0, 2, 1, Impairment.G711_PLAIN);
        assertEquals(30.16, lost, 0.01);
    }

    /** By hand: 95 * 4 / (4 / 2 + 25.1) against 95 * 4 / (4 + 25.1). */
    @Test
    void burstsHurtMoreThanScatteredLoss() {
        double bursts = EModel.BEST_RATING - EModel.rating(0, 4, 2, Impairment.G711_CONCEALED);
        double scattered = EModel.BEST_RATING - EModel.rating(0, 4, 1, Impairment.G711_CONCEALED);
        assertEquals(14.02, bursts, 0.01);
        assertEquals(13.06, scattered, 0.01);
        assertEquals(scattered, EModel.BEST_RATING - EModel.rating(0, 4, 0.3, Impairment.G711_CONCEALED), 1e-9);
    }

    @ParameterizedTest
    @EnumSource
    void noInputLeavesTheScale(Impairment codec) {
        double[] inputs = {-1e9, -1, 0, 0.5, 1, 99, 1e9, Double.POSITIVE_INFINITY};
        for (double delay : inputs) {
            for (double loss : inputs) {
                for (double burst : inputs) {
                    double rating = EModel.rating(delay, loss, burst, codec);
                    double score = EModel.meanOpinion(rating);
                    assertTrue(rating >= 0 && rating <= 93.3, () -> delay + " " + loss + " " + burst + ": " + rating);
                    assertTrue(score >= 1 && score <= 4.5, () -> rating + ": " + score);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void moreLossAndMoreDelayAreNeverBetter(Impairment codec) {
        double before = 100;
        for (int loss = 0; loss <= 100; loss++) {
            double rating = EModel.rating(0, loss, 1, codec);
            assertTrue(rating <= before);
            before = rating;
        }
        before = 100;
        for (int delay = 0; delay <= 1000; delay += 10) {
            double rating = EModel.rating(delay, 0, 1, codec);
            assertTrue(rating <= before + 0.01, "at " + delay + " ms");
            before = rating;
        }
    }
}
