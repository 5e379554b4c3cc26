package dev.anabranch.driver;

import dev.anabranch.codegen.signature.ClassPathCatalog;
import dev.anabranch.codegen.signature.SignatureProblem;
import dev.anabranch.codegen.source.GeneratedSources;
import dev.anabranch.codegen.source.ProgramGenerator;
import dev.anabranch.codegen.source.SourceFile;
import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.compiler.lower.CheckedFlow;
import dev.anabranch.compiler.lower.FrontEnd;
import dev.anabranch.compiler.lower.Origins;
import dev.anabranch.compiler.plan.DatasetKeys;
import dev.anabranch.compiler.plan.FamilyMeanings;
import dev.anabranch.compiler.plan.PlanHash;
import dev.anabranch.compiler.plan.Planner;
import dev.anabranch.compiler.profile.MeasuredCosts;
import dev.anabranch.compiler.rewrite.Optimizer;
import dev.anabranch.compiler.rewrite.PassPipeline;
import dev.anabranch.compiler.rewrite.ResumedGraph;
import dev.anabranch.compiler.schedule.PlanningFailure;
import dev.anabranch.compiler.schedule.RecomputeOrTransmit;
import dev.anabranch.compiler.schedule.Search;
import dev.anabranch.compiler.schedule.search.Budget;
import dev.anabranch.compiler.verify.PlanVerifier;
import dev.anabranch.driver.checkpoint.FileStamps;
import dev.anabranch.driver.checkpoint.KeptFiles;
import dev.anabranch.driver.checkpoint.ResumableFlow;
import dev.anabranch.driver.profile.FlowProfile;
import dev.anabranch.driver.store.PlanFolder;
import dev.anabranch.driver.store.PlanPackage;
import dev.anabranch.driver.store.PlanShortcuts;
import dev.anabranch.driver.store.PlanShortcuts.Target;
import dev.anabranch.driver.store.PlanStore;
import dev.anabranch.driver.store.Sha256;
import dev.anabranch.dsl.ParseResult;
import dev.anabranch.dsl.Parser;
import dev.anabranch.dsl.SourceDecoder;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.diagnostic.Checked;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Diagnostics;
import dev.anabranch.model.diagnostic.Severity;
import dev.anabranch.model.diagnostic.SourceText;
import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.graph.OptimizedGraph;
import dev.anabranch.model.graph.Origin;
import dev.anabranch.model.graph.TaskFamily;
import dev.anabranch.model.graph.TaskGraph;
import dev.anabranch.model.plan.Plan;
import dev.anabranch.model.plan.PlanFamilies;
import dev.anabranch.model.plan.PlanHashes;
import dev.anabranch.model.plan.PlanMeanings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The way from a flow's text to a verified plan and the sources of its programs. A plan that was made before from the
 * same flow, parameters, costs, libraries and cluster is used again; a comment or another layout of the text does not
 * make another plan.
 */
public final class FlowCompiler {
    private final TaskClassFiles taskClasses;
    private final PlanStore plans;
    private final LongSupplier nanoTime;
    private final ClassPathCatalog catalog;
    private final CompileListener listener;

    /**
     * @param taskClasses where task classes are read from; none is loaded
     * @param plans where plans are kept
     */
    public FlowCompiler(ClassLoader taskClasses, PlanStore plans) {
        this(taskClasses, plans, System::nanoTime);
    }

    FlowCompiler(ClassLoader taskClasses, PlanStore plans, LongSupplier nanoTime) {
        this(
                new TaskClassFiles(taskClasses),
                plans,
                nanoTime,
                ClassPathCatalog.over(taskClasses),
                CompileListener.NONE);
    }

    private FlowCompiler(
            TaskClassFiles taskClasses,
            PlanStore plans,
            LongSupplier nanoTime,
            ClassPathCatalog catalog,
            CompileListener listener) {
        this.taskClasses = taskClasses;
        this.plans = plans;
        this.nanoTime = nanoTime;
        this.catalog = catalog;
        this.listener = listener;
    }

    /** The same compiler, telling what it does. */
    public FlowCompiler telling(CompileListener to) {
        return new FlowCompiler(taskClasses, plans, nanoTime, catalog, to);
    }

    /**
     * Finds every mistake in a flow, and in the flows that it uses. It may have inputs.
     *
     * @throws IOException if the file cannot be read
     */
    public Checked<CheckedFlow> check(FlowRequest request) throws IOException {
        Stopwatch watch = new Stopwatch();
        Checked<SourceText> source = source(Files.readAllBytes(request.file()), request);
        if (source.value().isEmpty()) {
            return new Checked<>(Optional.empty(), source.diagnostics());
        }
        FlowFiles flows = new FlowFiles(request.file(), source.value().get());
        ParseResult parsed = Parser.parseWithErrors(source.value().get());
        watch.begin(CompileStage.ELABORATING, 0);
        return withReasons(new FrontEnd(catalog, new FileGlobs(), flows).check(parsed, request.parameters()));
    }

    /**
     * The names of the params that a flow declares, as far as it can be read.
     *
     * @throws IOException if the file cannot be read
     */
    public Set<String> paramNames(Path file) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        SourceDecoder.decode(file.toString(), Files.readAllBytes(file)).value().ifPresent(source -> {
            ParseResult parsed = Parser.parseWithErrors(source);
            parsed.tree().params().forEach(param -> names.add(param.name().text()));
            names.addAll(parsed.brokenNames());
        });
        return names;
    }

    private static Checked<SourceText> source(byte[] text, FlowRequest request) {
        return SourceDecoder.decode(request.file().toString(), text);
    }

    private <T> Checked<T> withReasons(Checked<T> checked) {
        return new Checked<>(
                checked.value(),
                checked.diagnostics().stream().map(this::withReason).toList());
    }

    /** A method that is annotated as a task but cannot be one is unknown to the flow; its author wants to know why. */
    private Diagnostic withReason(Diagnostic diagnostic) {
        if (!diagnostic.code().equals(CompilerCodes.UNKNOWN_TASK)) {
            return diagnostic;
        }
        Diagnostic explained = diagnostic;
        for (SignatureProblem problem : catalog.problems()) {
            if (diagnostic.message().contains("`" + problem.method() + "`")) {
                explained = explained.withHelp(problem.toString());
            }
        }
        return explained;
    }

    /**
     * Makes a flow's plan, or finds it where it was kept.
     *
     * @throws IOException if the flow cannot be read or the plan not be kept
     */
    public Checked<PlannedFlow> plan(FlowRequest request) throws IOException {
        Stopwatch watch = new Stopwatch();
        byte[] text = Files.readAllBytes(request.file());
        String key = shortcutKey(text, request);
        Optional<PlanFolder> known = plans.shortcuts()
                .find(key, digests(request.file()))
                .flatMap(target -> plans.find(target.plan())
                        .filter(folder -> folder.origins().equals(target.origins())));
        if (known.isPresent()) {
            return Checked.of(new PlannedFlow(known.get(), true, watch.planFound()));
        }
        Checked<SourceText> source = source(text, request);
        if (source.value().isEmpty()) {
            return new Checked<>(Optional.empty(), source.diagnostics());
        }
        FlowFiles flows = new FlowFiles(request.file(), source.value().get());
        FileGlobs files = new FileGlobs();
        ParseResult parsed = Parser.parseWithErrors(source.value().get());
        watch.begin(CompileStage.ELABORATING, 0);
        Checked<TaskGraph> checked =
                withReasons(new FrontEnd(catalog, files, flows).compile(parsed, request.parameters()));
        if (checked.value().isEmpty()) {
            return new Checked<>(Optional.empty(), checked.diagnostics());
        }
        TaskGraph graph = checked.value().get();
        try {
            Optional<Diagnostic> mismatch =
                    request.profile().flatMap(profile -> profile.mismatch(graph.flow(), header(parsed, flows.texts())));
            if (mismatch.isPresent()) {
                Diagnostics diagnostics = new Diagnostics();
                diagnostics.addAll(checked.diagnostics());
                diagnostics.add(mismatch.get());
                return Checked.failed(diagnostics);
            }
            PlannedFlow planned = plan(graph, request, watch);
            // What a warning says must be said again, and files come and go without a change of the text.
            if (checked.diagnostics().isEmpty() && !files.asked()) {
                PlanFolder folder = planned.folder();
                Target target = new Target(folder.hashes().plan(), folder.origins());
                plans.shortcuts().keep(key, target, taskClasses.digests(graph), flows.digests());
            }
            return new Checked<>(Optional.of(planned), checked.diagnostics());
        } catch (PlanningFailure failure) {
            Diagnostics diagnostics = new Diagnostics();
            diagnostics.addAll(checked.diagnostics());
            diagnostics.add(diagnostic(failure, flows.texts()));
            return Checked.failed(diagnostics);
        }
    }

    private static Span header(ParseResult parsed, List<SourceText> texts) {
        return parsed.tree()
                .header()
                .map(header -> header.name().span())
                .orElse(texts.get(0).lineSpan(1));
    }

    private PlanShortcuts.Digests digests(Path flow) {
        return new PlanShortcuts.Digests() {
            @Override
            public Optional<String> classFile(String className) {
                return taskClasses.digest(className);
            }

            @Override
            public Optional<String> flow(String way) {
                return FlowFiles.digest(flow, way);
            }
        };
    }

    /** Of all that is read before the text itself is understood. */
    private String shortcutKey(byte[] text, FlowRequest request) throws IOException {
        Cluster cluster = request.cluster();
        String rest = String.join(
                "\n",
                request.file().getFileName().toString(),
                new TreeMap<>(request.parameters()).toString(),
                cluster.hosts().toString(),
                cluster.sameHost().toString(),
                cluster.otherHost().toString(),
                cluster.model().label(),
                cluster.timeBetweenFailures().toString(),
                taskClasses.libraryIndex(),
                request.profile().map(FlowProfile::digest).orElse(""),
                fingerprint(request));
        return Sha256.of((Sha256.of(text) + rest).getBytes(StandardCharsets.UTF_8));
    }

    private PlannedFlow plan(TaskGraph graph, FlowRequest request, Stopwatch watch) throws IOException {
        return plan(graph, PassPipeline.standard(request.cluster()), this::meanings, request, watch);
    }

    /**
     * Makes the plan of a graph.
     *
     * @param meaningsOf of the families that the passes leave
     */
    private PlannedFlow plan(
            TaskGraph graph,
            PassPipeline passes,
            Function<OptimizedGraph, PlanMeanings> meaningsOf,
            FlowRequest request,
            Stopwatch watch)
            throws IOException {
        watch.begin(CompileStage.PLANNING, graph.taskCount());
        Cluster cluster = request.cluster();
        Map<String, String> libraries = taskClasses.digests(graph);
        if (request.profile().isEmpty()) {
            PlanHashes hashes = PlanHash.of(graph, libraries, cluster, fingerprint(request));
            return plan(
                    graph,
                    request,
                    hashes,
                    () -> {
                        OptimizedGraph optimized = new Optimizer(passes).optimize(graph);
                        Planner planner = Planner.withSearch(search(request.budget()), recompute(request));
                        return new Costed(optimized, meaningsOf.apply(optimized), planner);
                    },
                    watch);
        }
        OptimizedGraph optimized = new Optimizer(passes).optimize(graph);
        PlanMeanings meanings = meaningsOf.apply(optimized);
        OptimizedGraph measured = MeasuredCosts.of(
                optimized, meanings, request.profile().orElseThrow().profile());
        PlanHashes hashes = PlanHash.of(graph, measured.graph(), libraries, cluster, fingerprint(request));
        OptionalDouble half = request.budget().isPresent()
                ? OptionalDouble.of(request.budget().getAsDouble() / 2)
                : OptionalDouble.empty();
        return plan(
                graph,
                request,
                hashes,
                () -> new Costed(
                        measured, meanings, Planner.withMeasurements(search(half), recompute(request), optimized)),
                watch);
    }

    /**
     * What is left to plan.
     *
     * @param graph with the costs to plan with
     * @param meanings of its families
     */
    private record Costed(OptimizedGraph graph, PlanMeanings meanings, Planner planner) {}

    /**
     * What of a flow can be kept against a crash, and what earlier runs kept of it.
     *
     * @param flow the plan of the same request
     * @param files what is in the folder of kept datasets
     * @throws IOException if the flow cannot be read
     * @throws IllegalStateException if the flow has changed since it was planned
     */
    public ResumableFlow resumable(FlowRequest request, PlannedFlow flow, KeptFiles files) throws IOException {
        Stopwatch watch = new Stopwatch();
        Checked<SourceText> source = source(Files.readAllBytes(request.file()), request);
        ParseResult parsed = Parser.parseWithErrors(source.value().orElseThrow(FlowCompiler::changed));
        FlowFiles flows = new FlowFiles(request.file(), source.value().orElseThrow());
        watch.begin(CompileStage.ELABORATING, 0);
        TaskGraph graph = new FrontEnd(catalog, new FileGlobs(), flows)
                .compile(parsed, request.parameters())
                .value()
                .orElseThrow(FlowCompiler::changed);
        Cluster cluster = request.cluster();
        OptimizedGraph shaped = new Optimizer(PassPipeline.shaping(cluster)).optimize(graph);
        DatasetKeys keys = DatasetKeys.of(shaped, taskClasses.code()::digest, FileStamps::of);
        ResumedGraph rest = ResumedGraph.of(
                shaped,
                cluster,
                slot -> keys.key(slot)
                        .flatMap(key -> files.whole(key, shaped.graph().datasetName(slot)))
                        .map(Path::toString));
        if (rest.loads() == 0) {
            watch.times();
            return new ResumableFlow(flow, flow, Map.of(), keys);
        }
        PlanMeanings known = meanings(shaped);
        PlannedFlow resumed =
                plan(rest.graph(), PassPipeline.shaped(cluster), unused -> ofRest(known, rest), request, watch);
        Map<Integer, Path> loads = new TreeMap<>();
        rest.files().forEach((slot, file) -> loads.put(slot, Path.of(file)));
        return new ResumableFlow(flow, resumed, loads, keys);
    }

    private static IllegalStateException changed() {
        return new IllegalStateException("the flow has changed since it was planned");
    }

    /** Families that are left mean what they meant; nothing that was measured is that of a load. */
    private static PlanMeanings ofRest(PlanMeanings known, ResumedGraph rest) {
        int[] before = rest.familyBefore();
        String[] code = new String[before.length];
        String[] meaning = new String[before.length];
        for (int family = 0; family < before.length; family++) {
            code[family] = before[family] < 0 ? "" : known.code()[before[family]];
            meaning[family] = before[family] < 0 ? "" : known.meaning()[before[family]];
        }
        return new PlanMeanings(code, meaning);
    }

    private PlanMeanings meanings(OptimizedGraph optimized) {
        return FamilyMeanings.of(optimized, taskClasses.digests(optimized.graph()));
    }

    private PlannedFlow plan(
            TaskGraph graph, FlowRequest request, PlanHashes hashes, Supplier<Costed> costs, Stopwatch watch)
            throws IOException {
        Cluster cluster = request.cluster();
        String origins = origins(graph);
        Optional<PlanFolder> kept = plans.find(hashes.plan());
        if (kept.isPresent() && kept.get().origins().equals(origins)) {
            return new PlannedFlow(kept.get(), true, watch.times());
        }
        Costed costed = costs.get();
        OptimizedGraph optimized = costed.graph();
        Plan plan = kept.isPresent()
                ? withOrigins(kept.get().plan(), optimized.graph())
                : costed.planner().plan(optimized, cluster, hashes);
        PlanVerifier.requireValid(optimized.graph(), cluster, plan);
        watch.begin(CompileStage.GENERATING, graph.taskCount());
        GeneratedSources generated = ProgramGenerator.generate(optimized, plan, hashes.plan());
        SortedMap<String, String> sources = new TreeMap<>();
        for (SourceFile file : generated.files()) {
            sources.put(file.qualifiedName(), file.text());
        }
        PlanFolder folder = plans.keep(new PlanPackage(
                plan,
                cluster,
                origins,
                generated.axes(),
                generated.dispatch(),
                generated.coordinates(),
                generated.numbers(),
                costed.meanings(),
                generated.entryClass(),
                sources));
        return new PlannedFlow(folder, kept.isPresent(), watch.times());
    }

    private static RecomputeOrTransmit recompute(FlowRequest request) {
        return request.duplication() ? RecomputeOrTransmit.standard() : RecomputeOrTransmit.never();
    }

    /** A plan that was searched for so many seconds, or without copies, is another one than that which was not. */
    private static String fingerprint(FlowRequest request) {
        return CompilerVersion.fingerprint()
                + (request.budget().isPresent() ? " budget " + request.budget().getAsDouble() : "")
                + (request.duplication() ? "" : " every task once");
    }

    private Search search(OptionalDouble budget) {
        if (budget.isEmpty()) {
            return Search.reproducible();
        }
        long nanoseconds = (long) (budget.getAsDouble() * 1e9);
        return Search.within(makespan -> Budget.ofClock(nanoTime, nanoseconds));
    }

    /** Takes the time of each stage, from the end of the one before, and tells the listener. */
    private final class Stopwatch {
        private final Map<CompileStage, Double> seconds = new EnumMap<>(CompileStage.class);
        private CompileStage stage = CompileStage.PARSING;
        private long begin = nanoTime.getAsLong();

        Stopwatch() {
            listener.begins(stage, 0);
        }

        void begin(CompileStage next, int tasks) {
            stop();
            stage = next;
            listener.begins(next, tasks);
        }

        private void stop() {
            long now = nanoTime.getAsLong();
            seconds.merge(stage, (now - begin) / 1e9, Double::sum);
            begin = now;
        }

        StageTimes times() {
            stop();
            return new StageTimes(
                    of(CompileStage.PARSING),
                    of(CompileStage.ELABORATING),
                    of(CompileStage.PLANNING),
                    of(CompileStage.GENERATING));
        }

        /** Where the text alone led to a plan that was made before. */
        StageTimes planFound() {
            stop();
            return new StageTimes(0, 0, of(CompileStage.PARSING), 0);
        }

        private double of(CompileStage taken) {
            return seconds.getOrDefault(taken, 0.0);
        }
    }

    private static String origins(TaskGraph graph) {
        StringBuilder text = new StringBuilder();
        graph.families()
                .forEach(family -> text.append(family.origin())
                        .append(' ')
                        .append(family.origin().text())
                        .append('\n'));
        return Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The same plan with the places where its equations stand now. */
    private static Plan withOrigins(Plan plan, TaskGraph graph) {
        List<Origin> origins = graph.families().stream().map(TaskFamily::origin).toList();
        PlanFamilies families = plan.families()
                .withPlaces(
                        origins.stream().map(Origin::file).toArray(String[]::new),
                        origins.stream().mapToInt(Origin::line).toArray());
        return new Plan(
                plan.hashes(),
                plan.summary(),
                plan.workers(),
                families,
                plan.tasks(),
                plan.datasets(),
                plan.dependencies(),
                plan.steps(),
                plan.transfers(),
                plan.publications(),
                plan.decisions());
    }

    /** @param sources that the failure may have its origin in, the flow's own first */
    private static Diagnostic diagnostic(PlanningFailure failure, List<SourceText> sources) {
        Origins origins = new Origins(sources.get(0));
        Optional<Span> span = failure.origin()
                .flatMap(origin -> sources.stream()
                        .filter(source -> origins.file(source).equals(origin.file()))
                        .findFirst()
                        .map(source -> source.lineSpan(origin.line())));
        return new Diagnostic(
                failure.code(),
                Severity.ERROR,
                String.valueOf(failure.getMessage()),
                span.orElseGet(() -> sources.get(0).lineSpan(1)),
                "",
                failure.help());
    }
}
