package dev.landline.bench.load;

import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Draws measurements as an SVG: CPU per call-second and added latency over the number of calls, a line per engine. */
final class LoadChart {
    private static final int WIDTH = 420;
    private static final int HEIGHT = 280;
    private static final int MARGIN = 48;
    private static final List<String> COLOURS = List.of("#0b6e4f", "#c8553d", "#3d5a80", "#8d6a9f");

    private final Map<String, List<Measurement>> byEngine;
    private final Formatter svg = new Formatter(Locale.ROOT);

    private LoadChart(Map<String, List<Measurement>> byEngine) {
        this.byEngine = byEngine;
    }

    static String draw(Map<String, List<Measurement>> byEngine) {
        LoadChart chart = new LoadChart(byEngine);
        int width = 2 * WIDTH;
        int height = HEIGHT + 20 * byEngine.size() + 16;
        chart.svg.format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\"",
                width, height);
        chart.svg.format(" font-size=\"12\">%n<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>%n", width, height);
        chart.panel(0, "CPU, ms per call-second", Measurement::engineMillisPerCallSecond);
        chart.panel(WIDTH, "added latency p99, ms", m -> m.latency().percentile(99));
        chart.legend();
        chart.svg.format("</svg>%n");
        return chart.svg.toString();
    }

    private void panel(int left, String title, ToDoubleFunction<Measurement> value) {
        int mostCalls = 1;
        double most = 1;
        for (List<Measurement> measurements : byEngine.values()) {
            for (Measurement m : measurements) {
                mostCalls = Math.max(mostCalls, m.calls());
                most = Math.max(most, value.applyAsDouble(m));
            }
        }
        int bottom = HEIGHT - MARGIN;
        double xScale = (WIDTH - 2.0 * MARGIN) / mostCalls;
        double yScale = (bottom - MARGIN) / most;
        svg.format("<text x=\"%d\" y=\"24\" font-weight=\"bold\">%s</text>%n", left + MARGIN, title);
        svg.format(
                "<path d=\"M%d %dV%dH%d\" fill=\"none\" stroke=\"#444\"/>%n",
                left + MARGIN, MARGIN, bottom, left + WIDTH - MARGIN);
        for (int quarter = 0; quarter <= 4; quarter++) {
            double y = bottom - most * yScale * quarter / 4;
            svg.format(
                    "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.1f</text>%n",
                    left + MARGIN - 6, y + 4, most * quarter / 4);
            double x = left + MARGIN + mostCalls * xScale * quarter / 4;
            svg.format(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d</text>%n",
                    x, bottom + 18, mostCalls * quarter / 4);
        }
        svg.format("<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">calls</text>%n", left + WIDTH / 2, bottom + 36);
        int engine = 0;
        for (List<Measurement> measurements : byEngine.values()) {
            String colour = COLOURS.get(engine++ % COLOURS.size());
            StringBuilder points = new StringBuilder();
            for (Measurement m : measurements) {
                double x = left + MARGIN + m.calls() * xScale;
                double y = bottom - value.applyAsDouble(m) * yScale;
                points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
                svg.format("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>%n", x, y, colour);
            }
            svg.format(
                    "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n",
                    points.toString().strip(), colour);
        }
    }

    private void legend() {
        int engine = 0;
        for (String name : byEngine.keySet()) {
            int y = HEIGHT + 20 * engine + 8;
            svg.format(
                    "<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"12\" fill=\"%s\"/>",
                    MARGIN, y, COLOURS.get(engine % COLOURS.size()));
            svg.format(
                    "<text x=\"%d\" y=\"%d\">%s</text>%n",
                    MARGIN + 20, y + 11, name.replace("&", "&amp;").replace("<", "&lt;"));
            engine++;
        }
    }
}
