package dev.landline.media.sound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landline.media.sound.Cadence.Step;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CallProgressTonesTest {

    @Test
    void atLeastTwentyCountriesHaveTonesOfTheirOwn() {
        assertTrue(CallProgressTones.countries().size() >= 40, CallProgressTones.countries()::toString);
        for (String country : CallProgressTones.countries()) {
            assertEquals(2, country.length());
            for (CallProgressTone tone : CallProgressTone.values()) {
                assertTrue(CallProgressTones.of(country).cadence(tone) != null, country + " " + tone);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "us, RINGBACK, 440, -19, 2000, 4000",
        "US, BUSY, 620, -24, 500, 500",
        "gb, RINGBACK, 450, -13, 400, 200",
        "de, BUSY, 425, -10, 480, 480",
        "de, RINGBACK, 425, -10, 1000, 4000",
        "fr, RINGBACK, 440, -10, 1500, 3500",
        "au, BUSY, 425, -10, 375, 375",
        "cn, CONGESTION, 450, -10, 700, 700",
        "es, BUSY, 425, -10, 200, 200",
        "jp, RINGBACK, 400, -11.76, 1000, 2000",
        "ru, CONGESTION, 425, -10, 175, 175",
        "it, CALL_WAITING, 425, -10, 400, 100",
        "be, CALL_WAITING, 1400, -10, 175, 175",
    })
    void tonesOfCountriesSoundAsTheirNetworksDo(
            String country, CallProgressTone tone, double hertz, double dbm0, int onMillis, int offMillis) {
        short[] pcm = Hearing.listen(CallProgressTones.of(country).source(tone), 8000, 8000, 20);
        List<Integer> heard = Hearing.cadence(pcm, -45, 8000);
        assertEquals(onMillis, heard.get(0), 4);
        assertEquals(offMillis, heard.get(1), 4);
        int edge = 8 * ToneSource.RAMP_MILLIS;
        int until = 8 * onMillis - edge;
        assertEquals(hertz, Hearing.strongestNear(pcm, edge, until, hertz + 1, 8000), 2);
        assertEquals(dbm0, Hearing.dbm0(pcm, edge, until, hertz, 8000), onMillis < 300 ? 1.0 : 0.3);
    }

    @ParameterizedTest
    @EnumSource(CallProgressTone.class)
    void anUnknownCountryHearsWhatTheItuRecommends(CallProgressTone tone) {
        assertSame(
                CallProgressTones.of("zz").cadence(tone),
                CallProgressTones.of("").cadence(tone));
        short[] pcm = Hearing.listen(CallProgressTones.of("zz").source(tone), 100, 8000, 20);
        assertEquals(-10, Hearing.dbm0(pcm, 80, 800, 425, 8000), 0.2);
    }

    @Test
    void theCadenceOfEveryToneIsHeardAsTheTableSays() {
        for (String country : CallProgressTones.countries()) {
            for (CallProgressTone tone : CallProgressTone.values()) {
                Cadence cadence = CallProgressTones.of(country).cadence(tone);
                List<Integer> expected = new ArrayList<>();
                int total = 0;
                for (Step step : cadence.steps()) {
                    expected.add(step.millis());
                    total += step.millis();
                }
                short[] pcm = Hearing.listen(new ToneSource(cadence), 2 * total + 300, 8000, 20);
                List<Integer> heard = Hearing.cadence(pcm, -45, 8000);
                if (total == 0) {
                    assertEquals(List.of(), heard, country + " " + tone + " goes on without pause");
                } else {
                    for (int i = 0; i < 2 * expected.size(); i++) {
                        int wanted = expected.get(i % expected.size());
                        assertEquals(wanted, heard.get(i), 6, country + " " + tone + " " + heard);
                    }
                }
            }
        }
    }

    @Test
    void aModulatedToneHasItsSideBands() {
        short[] pcm = Hearing.listen(CallProgressTones.of("in").source(CallProgressTone.DIAL), 1000, 8000, 20);
        assertEquals(-10, Hearing.dbm0(pcm, 800, 8000), 0.1);
        assertEquals(-17.8, Hearing.dbm0(pcm, 800, 8000, 375, 8000), 0.2);
        assertEquals(-17.8, Hearing.dbm0(pcm, 800, 8000, 425, 8000), 0.2);
        assertNotEquals(-17.8, Hearing.dbm0(pcm, 800, 8000, 350, 8000), 10);
    }
}
