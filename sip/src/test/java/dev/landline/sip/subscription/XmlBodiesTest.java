package dev.landline.sip.subscription;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.landline.sip.SipUri;
import dev.landline.sip.subscription.LineState.State;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** RFC 4235 and RFC 3863, read back by a parser that knows nothing of the writer. */
class XmlBodiesTest {

    private static Element read(String xml) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)))
                .getDocumentElement();
    }

    @Test
    void callsAreWrittenInTheNamespaceOfTheRfc() throws Exception {
        Element root = read(XmlBodies.dialogInfo(
                SipUri.of("bob", "landline.test"),
                7,
                true,
                List.of(new LineState("x-1", true, State.CONFIRMED), new LineState("x-2", false, State.EARLY))));
        assertEquals("dialog-info", root.getLocalName());
        assertEquals("urn:ietf:params:xml:ns:dialog-info", root.getNamespaceURI());
        assertEquals("7", root.getAttribute("version"));
        assertEquals("full", root.getAttribute("state"));
        assertEquals("sip:bob@landline.test", root.getAttribute("entity"));
        assertEquals(
                2, root.getElementsByTagNameNS(root.getNamespaceURI(), "dialog").getLength());
        Element second = (Element)
                root.getElementsByTagNameNS(root.getNamespaceURI(), "dialog").item(1);
        assertEquals("x-2", second.getAttribute("id"));
        assertEquals("recipient", second.getAttribute("direction"));
        assertEquals("early", second.getTextContent());
    }

    @Test
    void whateverIsInANameStaysInItsAttribute() throws Exception {
        SipUri hostile = SipUri.of("a\"<&'>b", "landline.test");
        Element root = read(XmlBodies.dialogInfo(hostile, 0, false, List.of()));
        assertEquals(hostile.toString(), root.getAttribute("entity"));
        assertEquals("partial", root.getAttribute("state"));
        assertEquals(hostile.toString(), read(XmlBodies.presence(hostile, true)).getAttribute("entity"));
    }

    @Test
    void presenceIsOpenOrClosed() throws Exception {
        SipUri bob = SipUri.of("bob", "landline.test");
        Element root = read(XmlBodies.presence(bob, true));
        assertEquals("urn:ietf:params:xml:ns:pidf", root.getNamespaceURI());
        assertEquals("open", root.getTextContent());
        assertEquals("closed", read(XmlBodies.presence(bob, false)).getTextContent());
    }
}
