package dev.landline.media.quality;

/** All that {@link Diagnosis} looks at: both ends of a call, and the engine between them. */
public record MediaFacts(LegNumbers caller, LegNumbers callee, EngineNumbers engine) {

    LegNumbers of(CallEnd end) {
        return switch (end) {
            case CALLER -> caller;
            case CALLEE -> callee;
        };
    }
}
