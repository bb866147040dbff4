package dev.landline.sip.stack;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A browser softphone on a lent WebSocket: writes SIP by hand and answers one digest challenge. */
final class FakeBrowser implements FlowSocket {

    private static final AtomicInteger NEXT = new AtomicInteger(40_000);

    final Inbox<SipText> inbox = new Inbox<>();
    final String user;
    final String contact;
    private final String instance;
    private final InetSocketAddress address =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), NEXT.incrementAndGet());
    private final Flow flow;
    private volatile boolean open = true;
    private final AtomicInteger pongs = new AtomicInteger();
    private int branch;

    FakeBrowser(SipStack stack, String user, String instance) {
        this.user = user;
        this.instance = instance;
        this.contact = "sip:" + instance + "@h7k2.invalid;transport=ws";
        this.flow = stack.openFlow(this);
    }

    Flow flow() {
        return flow;
    }

    int pongs() {
        return pongs.get();
    }

    @Override
    public boolean send(byte[] message) {
        if (open && message.length == 2) {
            pongs.incrementAndGet();
        } else if (open) {
            inbox.add(SipText.parse(message));
        }
        return open;
    }

    @Override
    public void close() {
        open = false;
    }

    /** The connection breaks. */
    void drop() {
        open = false;
        flow.closed();
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return address;
    }

    @Override
    public boolean secure() {
        return false;
    }

    void write(String message) {
        flow.received(message.getBytes(StandardCharsets.UTF_8));
    }

    SipText take(int status, String method) {
        return inbox.take(
                user + ": " + status + " to " + method,
                text -> text.status() == status && text.method().equals(method));
    }

    SipText takeRequest(String method) {
        return inbox.take(
                user + ": " + method,
                text -> !text.isResponse() && text.method().equals(method));
    }

    String newBranch() {
        return "z9hG4bK" + user + address.getPort() + "x" + ++branch;
    }

    /** A request outside or inside a dialog. */
    String request(String method, String uri, String to, String callId, int cseq, String extra, String body) {
        String type = body.isEmpty() ? "" : "Content-Type: application/sdp\r\n";
        return method + " " + uri + " SIP/2.0\r\n"
                + "Via: SIP/2.0/WS h7k2.invalid;branch=" + newBranch() + "\r\n"
                + "Max-Forwards: 69\r\n"
                + "To: " + to + "\r\n"
                + "From: \"" + user + "\" <sip:" + user + "@landline.test>;tag=f" + user + callId + "\r\n"
                + "Call-ID: " + callId + "\r\n"
                + "CSeq: " + cseq + " " + method + "\r\n"
                + "Contact: <" + contact + ">\r\n"
                + extra
                + type
                + "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    String register(int cseq, String extra) {
        return "REGISTER sip:landline.test SIP/2.0\r\n"
                + "Via: SIP/2.0/WS h7k2.invalid;branch=" + newBranch() + "\r\n"
                + "Max-Forwards: 69\r\n"
                + "To: <sip:" + user + "@landline.test>\r\n"
                + "From: <sip:" + user + "@landline.test>;tag=r" + user + "\r\n"
                + "Call-ID: reg-" + user + address.getPort() + "\r\n"
                + "CSeq: " + cseq + " REGISTER\r\n"
                + extra
                + "Content-Length: 0\r\n\r\n";
    }

    String boundContact(int expires) {
        return "Contact: <" + contact + ">;+sip.instance=\"<urn:uuid:" + instance + ">\";reg-id=1;expires=" + expires
                + "\r\n";
    }

    /** Signs in. */
    SipText signIn(String password) {
        write(register(1, boundContact(600)));
        SipText challenge = take(401, "REGISTER");
        write(register(2, boundContact(600) + credentials(challenge, "REGISTER", "sip:landline.test", password)));
        return inbox.take(
                user + ": an answer to REGISTER", text -> text.header("CSeq").equals("2 REGISTER"));
    }

    /** The Authorization or Proxy-Authorization line that answers a challenge. */
    String credentials(SipText challenge, String method, String uri, String password) {
        boolean proxy = challenge.status() == 407;
        String value = challenge.header(proxy ? "Proxy-Authenticate" : "WWW-Authenticate");
        String realm = field(value, "realm");
        String nonce = field(value, "nonce");
        String ha1 = md5(user + ":" + realm + ":" + password);
        String ha2 = md5(method + ":" + uri);
        String response = md5(ha1 + ":" + nonce + ":00000001:c0ffee:auth:" + ha2);
        return (proxy ? "Proxy-Authorization" : "Authorization") + ": Digest algorithm=MD5, username=\"" + user
                + "\", realm=\"" + realm + "\", nonce=\"" + nonce + "\", uri=\"" + uri + "\", response=\"" + response
                + "\", qop=auth, cnonce=\"c0ffee\", nc=00000001\r\n";
    }

    private static String field(String challenge, String name) {
        Matcher matcher = Pattern.compile(name + "=\"([^\"]*)\"").matcher(challenge);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static String md5(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
