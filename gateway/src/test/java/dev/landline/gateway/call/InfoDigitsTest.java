package dev.landline.gateway.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class InfoDigitsTest {

    @Test
    void bothBodiesThatPhonesSendAreRead() {
        assertEquals(Optional.of(new InfoDigits('5', 100)), InfoDigits.read("application/dtmf", "5\r\n"));
        assertEquals(
                Optional.of(new InfoDigits('#', 250)),
                InfoDigits.read("Application/DTMF-Relay;x=y", "Signal= #\r\nDuration = 250\r\n"));
    }

    @Test
    void durationsAreKeptWithinWhatTelephoneEventCanCarry() {
        assertEquals(
                Optional.of(new InfoDigits('1', 40)),
                InfoDigits.read("application/dtmf-relay", "Signal=1\r\nDuration=0"));
        assertEquals(
                Optional.of(new InfoDigits('1', 5_000)),
                InfoDigits.read("application/dtmf-relay", "Signal=1\r\nDuration=99999"));
        assertEquals(
                Optional.of(new InfoDigits('1', 100)),
                InfoDigits.read("application/dtmf-relay", "Signal=1\r\nDuration=long"));
    }

    @Test
    void whatIsNoDigitIsNone() {
        assertEquals(Optional.empty(), InfoDigits.read("application/dtmf", "55"));
        assertEquals(Optional.empty(), InfoDigits.read("application/dtmf-relay", "Duration=100"));
        assertEquals(Optional.empty(), InfoDigits.read("text/plain", "5"));
    }
}
