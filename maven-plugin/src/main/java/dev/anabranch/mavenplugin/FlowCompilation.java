package dev.anabranch.mavenplugin;

import dev.anabranch.compiler.lower.CheckedFlow;
import dev.anabranch.driver.FlowCompiler;
import dev.anabranch.driver.FlowNames;
import dev.anabranch.driver.FlowRequest;
import dev.anabranch.driver.PlannedFlow;
import dev.anabranch.driver.cluster.ClusterFile;
import dev.anabranch.driver.profile.FlowProfile;
import dev.anabranch.driver.profile.ProfileFile;
import dev.anabranch.driver.store.PlanFolder;
import dev.anabranch.driver.store.PlanStore;
import dev.anabranch.dsl.Parser;
import dev.anabranch.dsl.SourceDecoder;
import dev.anabranch.dsl.tree.SyntaxTree;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.diagnostic.Checked;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.DiagnosticPrinter;
import dev.anabranch.model.diagnostic.Severity;
import dev.anabranch.model.diagnostic.SourceText;
import dev.anabranch.model.plan.PlanSummary;
import dev.anabranch.model.type.Quantity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Compiles all flows of a project: from a request to generated files, or to all mistakes there are. */
final class FlowCompilation {
    /** Where the runtime looks for plans on a class path. */
    private static final String PLANS = "META-INF/anabranch/plans/";

    private final CompileRequest request;
    private final SharedParameters parameters;
    private final GeneratedFiles.Writer writer;
    private final List<String> errors = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> planned = new ArrayList<>();
    private final Map<String, String> flowByEntryClass = new LinkedHashMap<>();

    private FlowCompilation(CompileRequest request) {
        this.request = request;
        this.parameters = new SharedParameters(request.parameters());
        this.writer = new GeneratedFiles.Writer(request.outputs());
    }

    /**
     * Compiles, and writes the generated files if there are no errors. Paths of the request that are relative are
     * relative to the working directory.
     *
     * @throws IOException if a file cannot be read or written
     */
    static CompileResult run(CompileRequest request) throws IOException {
        return new FlowCompilation(request).run();
    }

    private CompileResult run() throws IOException {
        try (ProjectClasses classes = new ProjectClasses(
                paths(request.classPath()), paths(request.sourceRoots()), paths(request.resourceRoots()))) {
            FlowCompiler compiler = new FlowCompiler(classes, new PlanStore(request.plans()));
            Optional<Cluster> cluster = cluster();
            for (String flow : request.flows()) {
                compile(flow, compiler, cluster);
            }
            for (String name : parameters.left()) {
                errors.add("the project gives the param `" + name + "` a value, but no flow has it\n");
            }
            errors.addAll(0, classes.problems());
            List<String> ownSources =
                    classes.ownSources().stream().map(Path::toString).toList();
            GeneratedFiles files = errors.isEmpty() ? writer.write() : GeneratedFiles.NONE;
            return new CompileResult(errors, warnings, planned, files, ownSources);
        }
    }

    private static List<Path> paths(List<String> texts) {
        return texts.stream().map(Path::of).toList();
    }

    /** Not this machine's own memory: what is built must not depend on the machine that builds it. */
    private Optional<Cluster> cluster() throws IOException {
        if (request.clusterFile().isEmpty()) {
            return Optional.of(Cluster.threads("local", request.workers(), request.memory()));
        }
        Path file = Path.of(request.clusterFile());
        Checked<Cluster> cluster = ClusterFile.read(SourceText.of(file.toString(), Files.readString(file)));
        report(cluster.diagnostics());
        return cluster.value();
    }

    private void compile(String flow, FlowCompiler compiler, Optional<Cluster> cluster) throws IOException {
        if (onlyUsed(flow)) {
            Checked<CheckedFlow> checked =
                    compiler.check(new FlowRequest(Path.of(flow), Map.of(), Cluster.threads("local", 1, 1)));
            report(checked.diagnostics());
            checked.value().ifPresent(right -> planned.add(flow + ": checked, for flows that use it"));
            return;
        }
        if (cluster.isEmpty()) {
            FlowRequest check = new FlowRequest(Path.of(flow), parameters.of(flow), Cluster.threads("local", 1, 1));
            report(compiler.check(check).diagnostics());
            return;
        }
        int mistakes = errors.size();
        Optional<FlowProfile> profile = profile(flow);
        if (errors.size() > mistakes) {
            return;
        }
        Checked<PlannedFlow> plan =
                compiler.plan(new FlowRequest(Path.of(flow), parameters.of(flow), cluster.get()).measuredBy(profile));
        report(plan.diagnostics());
        if (plan.value().isPresent()) {
            add(flow, plan.value().get(), cluster.get().workers());
        }
    }

    /** What runs of a flow measured, if the project keeps it. */
    private Optional<FlowProfile> profile(String flow) throws IOException {
        Optional<Path> file = request.profiles().isEmpty()
                ? Optional.empty()
                : FlowNames.nameIn(Path.of(flow))
                        .map(name -> Path.of(request.profiles()).resolve(name + ".arrow"))
                        .filter(Files::isRegularFile);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        Checked<FlowProfile> profile = ProfileFile.read(file.get());
        report(profile.diagnostics());
        return profile.value();
    }

    /** Whether a flow is no program, but there for others: it has inputs, or it has outputs and publishes nothing. */
    private static boolean onlyUsed(String flow) throws IOException {
        Optional<SyntaxTree> tree = SourceDecoder.decode(flow, Files.readAllBytes(Path.of(flow)))
                .value()
                .map(source -> Parser.parseWithErrors(source).tree());
        return tree.filter(t -> !t.inputs().isEmpty()
                        || (!t.outputs().isEmpty() && t.publishes().isEmpty()))
                .isPresent();
    }

    private void report(List<Diagnostic> diagnostics) {
        for (Diagnostic diagnostic : diagnostics) {
            List<String> target = diagnostic.severity() == Severity.ERROR ? errors : warnings;
            target.add(DiagnosticPrinter.plain().print(diagnostic));
        }
    }

    private void add(String flow, PlannedFlow plan, int workers) throws IOException {
        PlanFolder folder = plan.folder();
        String other = flowByEntryClass.putIfAbsent(folder.entryClass(), flow);
        if (other != null) {
            errors.add(other + " and " + flow + " would both become the class " + folder.entryClass()
                    + ": give one of the flows another name\n");
            return;
        }
        for (Map.Entry<String, String> source : folder.sources().entrySet()) {
            writer.source(source.getKey(), source.getValue().getBytes(StandardCharsets.UTF_8));
        }
        String target = PLANS + folder.hashes().plan() + "/";
        // The manifest and the tables lie at the top of a plan's folder, sources and classes in folders of their own.
        try (Stream<Path> files = Files.list(folder.path())) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                writer.resource(target + file.getFileName(), Files.readAllBytes(file));
            }
        }
        PlanSummary summary = folder.summary();
        planned.add(flow + ": " + folder.entryClass() + ", " + summary.tasks() + " tasks on " + workers
                + (workers == 1 ? " worker" : " workers") + ", predicted "
                + Quantity.showSeconds(summary.makespan()));
    }
}
