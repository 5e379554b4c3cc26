package dev.anabranch.compiler.schedule;

import dev.anabranch.model.diagnostic.DiagnosticCode;
import dev.anabranch.model.graph.Origin;
import java.util.List;
import java.util.Optional;

/** A graph and a cluster that do not go together: the user's to mend, told like a diagnostic. */
public class PlanningFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient DiagnosticCode code;
    private final transient Optional<Origin> origin;
    private final transient List<String> help;

    /**
     * @param code one of {@link PlanningCodes}
     * @param message one sentence without a full stop
     * @param origin the equation that it is about, if it is about one
     * @param help ways out, each one sentence
     */
    public PlanningFailure(DiagnosticCode code, String message, Optional<Origin> origin, List<String> help) {
        super(message);
        this.code = code;
        this.origin = origin;
        this.help = List.copyOf(help);
    }

    /** The kind of mistake. */
    public DiagnosticCode code() {
        return code;
    }

    /** The equation that it is about, if it is about one. */
    public Optional<Origin> origin() {
        return origin;
    }

    /** Ways out, each one sentence. */
    public List<String> help() {
        return help;
    }
}
