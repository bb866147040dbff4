package dev.landline.sip.stack;

import gov.nist.core.ServerLogger;
import gov.nist.javax.sip.message.SIPMessage;
import java.util.Properties;
import javax.sip.SipStack;

/** JAIN-SIP's message log, switched off: messages carry credentials and phone numbers. Made by name, hence public. */
public final class MessageLog implements ServerLogger {

    @Override
    public void closeLogFile() {
        // There is no file.
    }

    @Override
    public void logMessage(SIPMessage message, String from, String to, boolean sender, long time) {
        // Not logged.
    }

    @Override
    public void logMessage(SIPMessage message, String from, String to, String status, boolean sender, long time) {
        // Not logged.
    }

    @Override
    public void logMessage(SIPMessage message, String from, String to, String status, boolean sender) {
        // Not logged.
    }

    @Override
    public void logException(Exception cause) {
        // Counted where it is caught.
    }

    @Override
    public void setStackProperties(Properties properties) {
        // Nothing to configure.
    }

    @Override
    public void setSipStack(SipStack stack) {
        // Not needed.
    }
}
