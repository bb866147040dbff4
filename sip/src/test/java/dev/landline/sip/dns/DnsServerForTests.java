package dev.landline.sip.dns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A small DNS server on a loopback port: a zone of lines, and three ways to be broken. */
final class DnsServerForTests implements AutoCloseable {

    enum Mood {
        HEALTHY,
        SILENT,
        BROKEN
    }

    private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final Map<String, List<Record>> zone = new ConcurrentHashMap<>();
    final AtomicInteger questions = new AtomicInteger();
    volatile Mood mood = Mood.HEALTHY;

    DnsServerForTests() throws IOException {
        Thread.ofPlatform().daemon(true).name("test-dns").start(this::serve);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /**
     * Adds a record.
     *
     * @param type as in a zone file, as is {@code data}
     */
    DnsServerForTests with(String name, String type, long ttl, String data) {
        try {
            Name owner = Name.fromString(name + ".");
            Record record = Record.fromString(owner, Type.value(type), DClass.IN, ttl, data, Name.root);
            zone.computeIfAbsent(key(owner, Type.value(type)), _ -> new CopyOnWriteArrayList<>())
                    .add(record);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void forget() {
        zone.clear();
    }

    private static String key(Name name, int type) {
        return name.toString().toLowerCase(java.util.Locale.ROOT) + " " + type;
    }

    private void serve() {
        byte[] buffer = new byte[4_096];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                questions.incrementAndGet();
                if (mood != Mood.SILENT) {
                    byte[] answer = answer(new Message(Arrays.copyOf(buffer, packet.getLength())))
                            .toWire();
                    socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException e) {
                // Closed, or a question nobody can read.
            }
        }
    }

    private Message answer(Message question) {
        Record asked = question.getQuestion();
        Message answer = new Message(question.getHeader().getID());
        Header header = answer.getHeader();
        header.setFlag(Flags.QR);
        header.setFlag(Flags.RA);
        answer.addRecord(asked, Section.QUESTION);
        if (mood == Mood.BROKEN) {
            header.setRcode(Rcode.SERVFAIL);
            return answer;
        }
        List<Record> cname = zone.getOrDefault(key(asked.getName(), Type.CNAME), List.of());
        List<Record> found = zone.getOrDefault(key(asked.getName(), asked.getType()), List.of());
        cname.forEach(record -> answer.addRecord(record, Section.ANSWER));
        found.forEach(record -> answer.addRecord(record, Section.ANSWER));
        boolean known = zone.keySet().stream()
                .anyMatch(key -> key.startsWith(asked.getName().toString().toLowerCase(java.util.Locale.ROOT) + " "));
        if (!known) {
            header.setRcode(Rcode.NXDOMAIN);
        }
        return answer;
    }

    @Override
    public void close() {
        socket.close();
    }
}
