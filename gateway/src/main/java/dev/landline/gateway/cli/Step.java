package dev.landline.gateway.cli;

import java.io.PrintWriter;
import java.util.Optional;

/**
 * One thing that the doctor looked at.
 *
 * @param name what was tried
 * @param found what came back
 * @param advice what is wrong, in plain words, and what to change
 */
record Step(String name, Verdict verdict, String found, Optional<String> advice) {

    enum Verdict {
        GOOD("ok  "),
        BAD("FAIL"),
        SKIPPED("-   ");

        private final String mark;

        Verdict(String mark) {
            this.mark = mark;
        }
    }

    private static final int NAME_WIDTH = 11;

    static Step good(String name, String found) {
        return new Step(name, Verdict.GOOD, found, Optional.empty());
    }

    static Step bad(String name, String found, String advice) {
        return new Step(name, Verdict.BAD, found, Optional.of(advice));
    }

    static Step skipped(String name, String found) {
        return new Step(name, Verdict.SKIPPED, found, Optional.empty());
    }

    boolean isBad() {
        return verdict == Verdict.BAD;
    }

    void print(PrintWriter out) {
        out.println(verdict.mark + "  " + name + " ".repeat(Math.max(1, NAME_WIDTH - name.length())) + found);
        advice.ifPresent(words -> out.println(" ".repeat(6 + NAME_WIDTH) + words));
        out.flush();
    }
}
