package dev.landline.sip.stack;

import dev.landline.sip.FlowId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The browsers that are connected now. Their number is bounded by the web server that accepts them. */
final class Flows {

    private final Map<FlowId, BrowserFlow> flows = new ConcurrentHashMap<>();

    void add(BrowserFlow flow) {
        flows.put(flow.id(), flow);
    }

    void remove(BrowserFlow flow) {
        flows.remove(flow.id(), flow);
    }

    Optional<BrowserFlow> find(FlowId id) {
        return Optional.ofNullable(flows.get(id));
    }
}
