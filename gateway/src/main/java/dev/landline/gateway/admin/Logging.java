package dev.landline.gateway.admin;

import ch.qos.logback.classic.LoggerContext;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Leads every library's log into one stream, and puts the call's id on the lines of a call. */
public final class Logging {

    /** The key under which logback.xml finds the call's id. */
    private static final String CALL = "call";

    /** java.util.logging forgets levels of loggers that nobody holds. */
    private static final Logger ROOT = Logger.getLogger("");

    private Logging() {}

    /**
     * Takes over java.util.logging, in which ice4j and the Jitsi libraries write. Only warnings pass: they are chatty per
     * packet, and a suppressed record costs less here than on the far side of the bridge.
     */
    public static void bridge() {
        LogManager.getLogManager().reset();
        SLF4JBridgeHandler.install();
        ROOT.setLevel(Level.WARNING);
    }

    /** Lets no line through any more, for a command that reports in its own words. */
    public static void silence() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLoggerList().forEach(logger -> logger.setLevel(ch.qos.logback.classic.Level.OFF));
        }
    }

    /** Marks the lines that this thread logs until the mark is closed. */
    public static CallMark call(String id) {
        MDC.put(CALL, id);
        return () -> MDC.remove(CALL);
    }

    /** Ends the marking. */
    @FunctionalInterface
    public interface CallMark extends AutoCloseable {
        @Override
        void close();
    }
}
