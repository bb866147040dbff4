package dev.landline.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DialStringTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tel:+442079460255",
                "tel:+44-20-7946-0255",
                "tel:+44(20)7946.0255",
                "TEL:+44-20-7946-0255;isub=1",
                "tel:%2B442079460255",
                "sip:+442079460255@pbx.example.com;user=phone",
                "sip:+44-20-7946-0255@pbx.example.com;user=phone",
                "sip:+442079460255;isub=1@pbx.example.com;user=phone",
                "sip:%2b442079460255@pbx.example.com",
                "sip:+44%2020%207946%200255@pbx.example.com",
                "sips:+442079460255@pbx.example.com"
            })
    void everyWayToWriteANumberIsTheSameNumber(String uri) {
        assertEquals("+442079460255", dialled(uri).number());
    }

    @ParameterizedTest
    @CsvSource({
        "tel:7042;phone-context=Example.COM,7042,example.com",
        "tel:863-1234;phone-context=+1-914-555,8631234,+1914555",
        "sip:863-1234;phone-context=+1-914-555@pbx.example.com;user=phone,8631234,+1914555",
        "sip:863-1234;phone-context=%2B1914555@pbx.example.com,8631234,+1914555"
    })
    void aLocalNumberKeepsItsContext(String uri, String number, String context) {
        assertEquals(number, dialled(uri).number());
        assertEquals(Optional.of(context), dialled(uri).context());
    }

    @Test
    void onlyAContextWithAPlusIsTheBeginningOfANumber() {
        assertTrue(dialled("tel:911;phone-context=+1").contextIsGlobal());
        assertFalse(dialled("tel:911;phone-context=example.com").contextIsGlobal());
        assertFalse(dialled("tel:+442079460255").contextIsGlobal());
    }

    @ParameterizedTest
    @CsvSource({
        "sip:alice@example.com,alice",
        "sip:j.-p@example.com,j.-p",
        "sip:alice;x=1@example.com,alice;x=1",
        "sip:*43%23@example.com,*43#",
        "sip:112@example.com,112"
    })
    void userNamesAndCodesStayAsTheyAre(String uri, String number) {
        assertEquals(number, dialled(uri).number());
    }

    @Test
    void whatTheUriSaysAboutItselfIsKept() {
        assertTrue(dialled("tel:+44").phone());
        assertTrue(dialled("sip:1234@example.com;user=PHONE").phone());
        assertFalse(dialled("sip:1234@example.com;user=ip").phone());
    }

    @Test
    void anEscapedSpaceOrHashInATelUriSurvivesReadingAndWriting() {
        SipUri uri = SipUri.parse("tel:%2A43%23;phone-context=example.com").orElseThrow();
        assertEquals("*43#", uri.user());
        assertEquals(uri, SipUri.parse(uri.toString()).orElseThrow());
        assertEquals(Optional.empty(), SipUri.parse("tel:+44%0d%0aX"));
    }

    private static DialString dialled(String uri) {
        return DialString.of(SipUri.parse(uri).orElseThrow());
    }
}
