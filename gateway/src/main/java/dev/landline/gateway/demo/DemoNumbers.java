package dev.landline.gateway.demo;

import java.util.List;

/** The published list of demo numbers, in the order a person should try them. */
public final class DemoNumbers {

    private static final List<DemoNumber> PUBLISHED = List.of(
            DemoNumber.ECHO,
            DemoNumber.MENU,
            DemoNumber.CALL_BACK,
            DemoNumber.MUSIC,
            DemoNumber.MILLIWATT,
            DemoNumber.DIGITS,
            DemoNumber.ANNOUNCEMENT,
            DemoNumber.BUSY,
            DemoNumber.NO_ANSWER,
            DemoNumber.OUT_OF_SERVICE);

    private DemoNumbers() {}

    /** Every number once; every other number is unallocated (404). */
    public static List<DemoNumber> published() {
        return PUBLISHED;
    }
}
