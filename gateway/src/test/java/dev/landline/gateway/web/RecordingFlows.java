package dev.landline.gateway.web;

import dev.landline.sip.FlowId;
import dev.landline.sip.stack.Flow;
import dev.landline.sip.stack.FlowSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Stands where the SIP stack stands: keeps what each flow received. */
final class RecordingFlows implements Function<FlowSocket, Flow> {

    final List<FlowSocket> sockets = new CopyOnWriteArrayList<>();
    final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    final AtomicInteger closed = new AtomicInteger();

    @Override
    public Flow apply(FlowSocket socket) {
        sockets.add(socket);
        FlowId id = new FlowId(sockets.size());
        return new Flow() {
            @Override
            public FlowId id() {
                return id;
            }

            @Override
            public void received(byte[] message) {
                String text = new String(message, StandardCharsets.UTF_8);
                if (text.equals("break")) {
                    throw new IllegalStateException("asked to break");
                }
                received.add(text);
            }

            @Override
            public void closed() {
                closed.incrementAndGet();
            }
        };
    }

    String next() throws InterruptedException {
        return received.poll(10, TimeUnit.SECONDS);
    }
}
