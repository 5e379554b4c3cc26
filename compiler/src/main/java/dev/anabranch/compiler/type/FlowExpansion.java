package dev.anabranch.compiler.type;

import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.compiler.resolve.FileLister;
import dev.anabranch.compiler.resolve.FlowFile;
import dev.anabranch.compiler.resolve.FlowLoader;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.task.TaskCatalog;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;

/** What all instances of flows in one compilation share: where names are found, and what it may grow to. */
final class FlowExpansion {
    private static final int MOST_USES = 10_000;
    private static final long MOST_EQUATIONS = 200_000;
    /** How many times the uses of the flow itself those of the flows that are checked beside it may take. */
    private static final int MOST_TIMES = 3;
    /** Names of arrays begin with the names of the uses around them. */
    private static final int LONGEST_PREFIX = 2_000;

    final TaskCatalog catalog;
    final FileLister files;
    final ExtentFinder extents;
    private final Set<FlowFile> checked = Collections.newSetFromMap(new IdentityHashMap<>());
    private Optional<Span> outermost = Optional.empty();
    private int uses;
    private int allUses;
    private long equations;
    private long allEquations;

    FlowExpansion(TaskCatalog catalog, FileLister files, ExtentFinder extents) {
        this.catalog = catalog;
        this.files = files;
        this.extents = extents;
    }

    /** Ends the expansion: the flow uses more than can be compiled. */
    static final class TooManyUses extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Diagnostic diagnostic;

        TooManyUses(Diagnostic diagnostic) {
            super(diagnostic.message(), null, false, false);
            this.diagnostic = diagnostic;
        }

        Diagnostic diagnostic() {
            return diagnostic;
        }
    }

    /** Begins with another flow. */
    void begin(FlowFile file) {
        check(file);
        uses = 0;
        equations = 0;
    }

    /**
     * Counts a use.
     *
     * @param prefix of the names of its arrays
     * @param depth how many uses it is in
     * @throws TooManyUses if that is one too many
     */
    void count(FlowFile file, String prefix, int depth, Span use) {
        uses++;
        allUses++;
        equations += file.tree().equations().size();
        allEquations += file.tree().equations().size();
        if (depth == 1) {
            outermost = Optional.of(use);
        }
        String problem = "";
        Span place = use;
        if (depth > FlowLoader.DEEPEST) {
            problem = "uses of flows nest more than " + FlowLoader.DEEPEST + " deep";
        } else if (prefix.length() > LONGEST_PREFIX) {
            problem = "the names of the uses around this one are longer than 2,000 letters together";
        } else if (uses > MOST_USES || allUses > MOST_TIMES * MOST_USES) {
            place = outermost.orElse(use);
            problem = "with all uses within uses, the flow uses others more than 10,000 times";
        } else if (equations > MOST_EQUATIONS || allEquations > MOST_TIMES * MOST_EQUATIONS) {
            place = outermost.orElse(use);
            problem = "the flows that are used bring more than 200,000 equations";
        }
        if (!problem.isEmpty()) {
            throw new TooManyUses(Diagnostic.error(CompilerCodes.TOO_MANY_USES, place, problem)
                    .withHelp("let a dim run over what is the same many times, instead of one use for each"));
        }
    }

    /** Notes that all mistakes of a file come up because it is used as it should be, or is checked by itself. */
    void check(FlowFile file) {
        checked.add(file);
    }

    boolean isChecked(FlowFile file) {
        return checked.contains(file);
    }
}
