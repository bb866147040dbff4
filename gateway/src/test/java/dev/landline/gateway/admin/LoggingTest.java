package dev.landline.gateway.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoggingTest {

    private final LoggerContext context = new LoggerContext();
    private final LogbackMDCAdapter marks = new LogbackMDCAdapter();

    @BeforeEach
    void configure() throws JoranException {
        context.setMDCAdapter(marks);
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(LoggingTest.class.getResource("/logback.xml"));
    }

    @Test
    void aLineOfACallCarriesItsId() {
        marks.put("call", "c-17");
        String line = line("answered after {} ms", null, 20);
        assertTrue(
                line.matches(
                        "time=\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z level=INFO call=c-17 from=LoggingTest"
                                + " message=\"answered after 20 ms\"\\R"),
                line);
        marks.remove("call");
        assertTrue(line("x", null).contains(" call=- "));
    }

    @Test
    void nothingAPeerSendsForgesALine() {
        String line = line("refused {}", null, "x\" level=ERROR\r\ntime=now level=ERROR message=\"forged");
        assertEquals(1, line.lines().count());
        assertTrue(line.endsWith("message=\"refused x' level=ERROR time=now level=ERROR message='forged\"\n"), line);
    }

    @Test
    void anExceptionStaysOnTheLine() {
        String line = line("broke", new IllegalStateException("a \"reason\"", new RuntimeException("deeper")));
        assertEquals(1, line.lines().count());
        assertTrue(line.contains("IllegalStateException") && line.contains("deeper"), line);
        assertFalse(line("fine", null).contains("cause="));
    }

    @Test
    void librariesAreQuietAndWeAreNot() {
        assertFalse(context.getLogger("org.ice4j.ice.Agent").isInfoEnabled());
        assertFalse(context.getLogger("gov.nist.javax.sip").isInfoEnabled());
        assertTrue(context.getLogger("dev.landline.gateway").isInfoEnabled());
        assertFalse(context.getLogger("dev.landline.gateway").isDebugEnabled());
    }

    private String line(String message, Throwable cause, Object... arguments) {
        Logger logger = context.getLogger(LoggingTest.class);
        OutputStreamAppender<ILoggingEvent> appender = (OutputStreamAppender<ILoggingEvent>)
                context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).getAppender("STDERR");
        LoggingEvent event = new LoggingEvent("", logger, Level.INFO, message, cause, arguments);
        return new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
    }
}
