package dev.anabranch.testkit.flow;

import dev.anabranch.model.task.TaskSignature;
import dev.anabranch.model.type.ValueType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A flow in the making: what is declared so far, and the statements. */
final class Draft {
    private static final List<String> NAMES = List.of(
            "a", "b", "x", "y", "t2", "mean", "state", "low_", "files", "list", "java", "Step", "_u", "tensor", "q9");

    /** How deep flows use others. */
    private static final int DEEPEST = 2;

    private final List<Statement> statements = new ArrayList<>();
    private final List<Term> params = new ArrayList<>();
    private final List<DraftList> lists = new ArrayList<>();
    private final List<DraftDim> dims = new ArrayList<>();
    private final List<DraftArray> arrays = new ArrayList<>();
    private final List<Use> uses = new ArrayList<>();
    private final List<Integer> published = new ArrayList<>();
    private final Map<String, String> given = new LinkedHashMap<>();
    private final Set<Feature> features = EnumSet.noneOf(Feature.class);
    private final Set<String> taken = new HashSet<>();
    private final List<TaskSignature> tasks =
            FlowTasks.catalog().library("lab").orElseThrow().tasks();
    private final Map<String, String> others;
    private final int depth;
    private String library = "lab";
    private int comments;

    Draft() {
        this(0, new LinkedHashMap<>());
    }

    private Draft(int depth, Map<String, String> others) {
        this.depth = depth;
        this.others = others;
    }

    /** A flow that this one is to use. */
    Draft other() {
        return new Draft(depth + 1, others);
    }

    /** Whether it may use other flows. */
    boolean mayUse() {
        return depth < DEEPEST;
    }

    /** Puts a flow that is finished beside this one; returns its path. */
    String save(Draft other, String text, Choices choices) {
        String path = "used" + (others.size() + 1) + ".flow";
        others.put(path, text);
        features.addAll(other.features);
        return choices.of("", "./", "nowhere/../") + path;
    }

    /** The texts of other flows, by path. */
    Map<String, String> others() {
        return others;
    }

    /**
     * A use of another flow.
     *
     * @param name on its left side
     * @param alias of the other flow
     * @param arguments as they are written
     * @param needed whether it takes any that must be given
     */
    record Use(String name, String alias, List<String> arguments, boolean needed) {}

    List<Use> uses() {
        return uses;
    }

    /** A statement; one that is fixed is laid out as it stands. */
    record Statement(String text, boolean fixed) {}

    void add(String text) {
        statements.add(new Statement(text, false));
    }

    void addFixed(String text) {
        statements.add(new Statement(text, true));
    }

    List<Statement> statements() {
        return statements;
    }

    /** Params that are single values. */
    List<Term> params() {
        return params;
    }

    /** Params that are lists. */
    List<DraftList> lists() {
        return lists;
    }

    List<DraftDim> dims() {
        return dims;
    }

    List<DraftArray> arrays() {
        return arrays;
    }

    /** For each dataset that is published how many instances. */
    List<Integer> published() {
        return published;
    }

    Map<String, String> given() {
        return given;
    }

    void use(Feature feature) {
        features.add(feature);
    }

    Set<Feature> features() {
        return features;
    }

    void callLibrary(String name) {
        library = name;
    }

    String library() {
        return library;
    }

    void comment() {
        comments++;
        use(Feature.COMMENT);
    }

    int comments() {
        return comments;
    }

    /** A name that nothing has yet; keywords of the language are none. */
    String freshName(Choices choices) {
        String wish = choices.of(NAMES);
        String name = wish;
        for (int n = 1; !taken.add(name); n++) {
            name = wish + n;
        }
        return name;
    }

    /** The task of the library with that name. */
    TaskSignature task(String name) {
        return tasks.stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
    }

    List<TaskSignature> tasks() {
        return tasks;
    }

    /** Arrays of a type that have datasets. */
    List<DraftArray> arrays(ValueType type) {
        return arrays.stream()
                .filter(a -> a.type().equals(type) && !a.defined().isEmpty())
                .toList();
    }
}
