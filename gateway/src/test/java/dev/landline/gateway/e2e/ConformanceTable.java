package dev.landline.gateway.e2e;

import java.util.Comparator;
import java.util.List;

/** The table of docs/sip-conformance.md: which scenario proves which section. */
final class ConformanceTable {

    private static final String HEAD = """
            # What is proven about our SIP

            Each row is a scenario of [SIPp](https://sipp.readthedocs.io) that asserts what goes over the wire between the real
            gateway process and one or two ends. `./verify` runs them all; [their README](../gateway/src/test/sipp/README.md)
            says how one is run by hand or written. This page is made from the scenarios' own words, and a test keeps it so.

            | RFC and section | scenario | what it asserts |
            |---|---|---|
            """;

    private ConformanceTable() {}

    private record Row(RfcSection section, Scenario scenario) {}

    static String of(List<Scenario> scenarios) {
        StringBuilder page = new StringBuilder(HEAD);
        scenarios.stream()
                .flatMap(scenario -> scenario.proves().stream().map(section -> new Row(section, scenario)))
                .sorted(Comparator.comparing(Row::section)
                        .thenComparing(row -> row.scenario().shown()))
                .forEach(row -> page.append(line(row)));
        return page.toString();
    }

    private static String line(Row row) {
        Scenario scenario = row.scenario();
        String link = "[" + scenario.shown() + "](../gateway/src/test/sipp/" + scenario.shown() + ".xml)";
        String by = scenario.runBy().map(test -> " (run by " + test + ")").orElse("");
        return "| " + row.section() + " | " + link + by + " | "
                + scenario.sentence().replace("|", "\\|") + " |\n";
    }
}
