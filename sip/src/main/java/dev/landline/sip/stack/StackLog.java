package dev.landline.sip.stack;

import gov.nist.core.LogLevels;
import gov.nist.core.StackLogger;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JAIN-SIP's log, on slf4j. Peers can provoke its error lines, so they are kept at debug level: what matters is counted
 * by {@link SipCounters}. JAIN-SIP makes instances by name, hence public.
 */
public final class StackLog implements StackLogger {

    private static final Logger LOG = LoggerFactory.getLogger("dev.landline.sip.jain");

    @Override
    public boolean isLoggingEnabled() {
        return LOG.isDebugEnabled();
    }

    @Override
    public boolean isLoggingEnabled(int level) {
        return switch (level) {
            case LogLevels.TRACE_FATAL -> true;
            case LogLevels.TRACE_ERROR, LogLevels.TRACE_WARN -> LOG.isDebugEnabled();
            // Info and below would build strings of whole messages for each packet.
            default -> LOG.isTraceEnabled();
        };
    }

    @Override
    public void logFatalError(String message) {
        LOG.error(message);
    }

    @Override
    public void logError(String message) {
        LOG.debug(message);
    }

    @Override
    public void logError(String message, Exception cause) {
        LOG.debug(message, cause);
    }

    @Override
    public void logException(Throwable cause) {
        LOG.debug("exception", cause);
    }

    @Override
    public void logWarning(String message) {
        LOG.debug(message);
    }

    @Override
    public void logInfo(String message) {
        LOG.trace(message);
    }

    @Override
    public void logDebug(String message) {
        LOG.trace(message);
    }

    @Override
    public void logDebug(String message, Exception cause) {
        LOG.trace(message, cause);
    }

    @Override
    public void logTrace(String message) {
        LOG.trace(message);
    }

    @Override
    public void logStackTrace() {
        // A stack trace for each event helps nobody.
    }

    @Override
    public void logStackTrace(int level) {
        logStackTrace();
    }

    @Override
    public int getLineCount() {
        return 0;
    }

    @Override
    public void disableLogging() {
        // Logback's configuration decides.
    }

    @Override
    public void enableLogging() {
        // Logback's configuration decides.
    }

    @Override
    public void setBuildTimeStamp(String buildTimeStamp) {
        // Not of interest.
    }

    @Override
    public void setStackProperties(Properties properties) {
        // Nothing to configure.
    }

    @Override
    public String getLoggerName() {
        return LOG.getName();
    }
}
