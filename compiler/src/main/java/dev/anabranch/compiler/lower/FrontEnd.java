package dev.anabranch.compiler.lower;

import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.compiler.resolve.FileLister;
import dev.anabranch.compiler.resolve.FlowFile;
import dev.anabranch.compiler.resolve.FlowSources;
import dev.anabranch.compiler.type.TypedArray;
import dev.anabranch.compiler.type.Typing;
import dev.anabranch.dsl.ParseResult;
import dev.anabranch.dsl.tree.Statement;
import dev.anabranch.model.diagnostic.Checked;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Diagnostics;
import dev.anabranch.model.diagnostic.Severity;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.task.TaskCatalog;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Typing and lowering in one go. Equations without mistakes are lowered even where others have some, so that all of a
 * file's mistakes come at once, and those of the flows that it uses.
 */
public final class FrontEnd {
    private final Typing typing;
    private final Limits limits;

    /**
     * @param catalog where task libraries are found
     * @param files what answers {@code files(glob)}
     * @param sources where other flows are found
     */
    public FrontEnd(TaskCatalog catalog, FileLister files, FlowSources sources) {
        this(catalog, files, sources, Limits.STANDARD);
    }

    /**
     * The same for graphs up to a size, for those who compile what strangers write.
     *
     * @param limits how large a graph may get
     */
    public FrontEnd(TaskCatalog catalog, FileLister files, FlowSources sources, Limits limits) {
        this.typing = new Typing(catalog, files, sources, new Extents(limits));
        this.limits = limits;
    }

    /**
     * The graph, with the diagnostics of all stages from the parser on. A flow with inputs has none.
     *
     * @param parsed the file as far as it was understood
     * @param params texts of params by name, as given on the command line
     */
    public Checked<TaskGraph> compile(ParseResult parsed, Map<String, String> params) {
        Typing.Attempt attempt = typing.attempt(parsed, params);
        Diagnostics diagnostics = attempt.diagnostics();
        List<Statement.Input> inputs = attempt.file().tree().inputs();
        if (inputs.isEmpty()) {
            warn(attempt, true);
        } else {
            diagnostics.add(hasInputs(inputs));
        }
        Optional<TaskGraph> graph = lower(attempt);
        return graph.isPresent() && !diagnostics.hasErrors()
                ? Checked.of(graph.get(), diagnostics)
                : Checked.failed(errors(diagnostics));
    }

    /** Warnings wait until there is no error: both often have one cause. */
    private static Diagnostics errors(Diagnostics all) {
        Diagnostics errors = new Diagnostics();
        errors.addAll(all.sorted().stream()
                .filter(diagnostic -> diagnostic.severity() == Severity.ERROR)
                .toList());
        return errors;
    }

    /**
     * Finds all mistakes of a flow, which may have inputs.
     *
     * @param parsed the file as far as it was understood
     * @param params texts of params by name, as given on the command line
     */
    public Checked<CheckedFlow> check(ParseResult parsed, Map<String, String> params) {
        Typing.Attempt attempt = typing.attempt(parsed, params);
        FlowFile file = attempt.file();
        warn(attempt, !file.hasInputs() && file.outputs().isEmpty());
        Optional<TaskGraph> graph = lower(attempt);
        if (attempt.diagnostics().hasErrors()) {
            return Checked.failed(errors(attempt.diagnostics()));
        }
        List<String> inputs = file.tree().inputs().stream()
                .map(i -> FlowFile.indexed(i) + " : " + i.type().span().text())
                .toList();
        return Checked.of(
                new CheckedFlow(file.hasInputs() ? Optional.empty() : graph, inputs, file.outputs()),
                attempt.diagnostics());
    }

    /** Where something is wrong, what seems unused may be used by what could not be read. */
    private static void warn(Typing.Attempt attempt, boolean runs) {
        if (attempt.diagnostics().hasErrors()) {
            return;
        }
        if (runs) {
            attempt.nothingPublished().ifPresent(attempt.diagnostics()::add);
        }
        attempt.diagnostics().addAll(attempt.unused());
    }

    private static Diagnostic hasInputs(List<Statement.Input> inputs) {
        return Diagnostic.error(
                        CompilerCodes.HAS_INPUTS,
                        inputs.get(0).span(),
                        "the flow cannot run by itself: it has "
                                + (inputs.size() == 1 ? "the input " : "the inputs ")
                                + String.join(
                                        ", ",
                                        inputs.stream()
                                                .map(i -> "`" + FlowFile.indexed(i) + "`")
                                                .toList()))
                .withHelp("use it in another flow, which gives it what it needs: `use flow \"...\" as name`")
                .withHelp("by itself it can be checked: `anabranch check`");
    }

    /** The graph of the flow itself; looks for mistakes in all flows. */
    private Optional<TaskGraph> lower(Typing.Attempt attempt) {
        Diagnostics diagnostics = attempt.diagnostics();
        Optional<TaskGraph> graph = new Lowering(limits).lower(attempt.flow(), diagnostics);
        attempt.others().forEach(other -> new Lowering(limits).lower(other, diagnostics));
        boolean complete = attempt.flow().arrays().stream().allMatch(TypedArray::complete);
        if (!complete && !attempt.file().hasInputs() && !diagnostics.hasErrors()) {
            throw new IllegalStateException("equations were left out without a reason");
        }
        return graph;
    }
}
