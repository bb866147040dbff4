package dev.landline.gateway.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** Reads which trunks a route names: one as {@code trunk}, or several as {@code trunks} with priority and weight. */
final class RouteTrunks {

    private RouteTrunks() {}

    /**
     * By priority; at least one.
     *
     * @param refuseUnknown reports a key whose trunk does not exist
     */
    static List<RouteTrunk> read(Section route, BiConsumer<Section, String> refuseUnknown) {
        List<Section> several = route.items("trunks");
        if (route.givenValue("trunks").isEmpty()) {
            String only = route.required("trunk", ValueParser.text(), "");
            if (!only.isEmpty()) {
                refuseUnknown.accept(route, "trunk");
            }
            return List.of(RouteTrunk.only(only));
        }
        if (route.optional("trunk", ValueParser.text()).isPresent()) {
            route.mistake("trunk", "and trunks are both given; keep one");
        }
        if (several.isEmpty()) {
            route.mistake("trunks", "must name at least one trunk");
        }
        List<RouteTrunk> trunks = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Section one : several) {
            RouteTrunk trunk = new RouteTrunk(
                    one.required("name", ValueParser.text(), ""),
                    one.optional("priority", ValueParser.integer(1, 100)).orElse(1),
                    one.optional("weight", ValueParser.integer(0, 1_000)).orElse(1));
            refuseUnknown.accept(one, "name");
            if (!names.add(trunk.name())) {
                one.mistake("name", "names '" + trunk.name() + "' twice");
            }
            one.refuseUnknown();
            trunks.add(trunk);
        }
        trunks.sort(Comparator.comparingInt(RouteTrunk::priority));
        return trunks.isEmpty() ? List.of(RouteTrunk.only("")) : trunks;
    }
}
