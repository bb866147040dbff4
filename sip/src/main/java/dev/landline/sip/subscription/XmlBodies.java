package dev.landline.sip.subscription;

import dev.landline.sip.SipUri;
import java.io.StringWriter;
import java.util.Collection;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** What NOTIFY carries as XML: dialog-info (RFC 4235) and PIDF (RFC 3863). */
public final class XmlBodies {

    private static final String DIALOG_INFO = "urn:ietf:params:xml:ns:dialog-info";
    private static final String PIDF = "urn:ietf:params:xml:ns:pidf";
    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

    private XmlBodies() {}

    @FunctionalInterface
    private interface Content {
        void writeTo(XMLStreamWriter xml) throws XMLStreamException;
    }

    /**
     * The calls of somebody.
     *
     * @param entity whose they are
     * @param version counts the documents of one subscription from 0
     * @param full these are all calls; otherwise only what changed
     */
    public static String dialogInfo(SipUri entity, long version, boolean full, Collection<LineState> lines) {
        return document(xml -> {
            xml.writeStartElement("dialog-info");
            xml.writeDefaultNamespace(DIALOG_INFO);
            xml.writeAttribute("version", Long.toString(version));
            xml.writeAttribute("state", full ? "full" : "partial");
            xml.writeAttribute("entity", entity.toString());
            for (LineState line : lines) {
                xml.writeStartElement("dialog");
                xml.writeAttribute("id", line.id());
                xml.writeAttribute("direction", line.initiator() ? "initiator" : "recipient");
                xml.writeStartElement("state");
                xml.writeCharacters(line.state().token());
                xml.writeEndElement();
                xml.writeEndElement();
            }
            xml.writeEndElement();
        });
    }

    /** Whether somebody is signed in. */
    public static String presence(SipUri entity, boolean signedIn) {
        return document(xml -> {
            xml.writeStartElement("presence");
            xml.writeDefaultNamespace(PIDF);
            xml.writeAttribute("entity", entity.toString());
            xml.writeStartElement("tuple");
            xml.writeAttribute("id", "landline");
            xml.writeStartElement("status");
            xml.writeStartElement("basic");
            xml.writeCharacters(signedIn ? "open" : "closed");
            xml.writeEndElement();
            xml.writeEndElement();
            xml.writeEndElement();
            xml.writeEndElement();
        });
    }

    private static String document(Content content) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = FACTORY.createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            content.writeTo(xml);
            xml.writeEndDocument();
            xml.close();
            return text.toString();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML into memory cannot fail", e);
        }
    }
}
