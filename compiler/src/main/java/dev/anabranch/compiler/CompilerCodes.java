package dev.anabranch.compiler;

import dev.anabranch.model.diagnostic.DiagnosticCode;
import java.util.ArrayList;
import java.util.List;

/** The kinds of mistake that show when a flow's names, types and instances are worked out, F0101 to F0699. */
public final class CompilerCodes {
    /** Filled by the constants below, and only by them. */
    private static final List<DiagnosticCode> ALL = new ArrayList<>();

    /** An unknown library. */
    public static final DiagnosticCode UNKNOWN_LIBRARY = code(
            "F0101",
            "an unknown library",
            "`use` takes the name of a task library that is on the class path. A Java class is used with "
                    + "`use java com.acme.Post as post`.");

    /** An unknown task. */
    public static final DiagnosticCode UNKNOWN_TASK = code(
            "F0102",
            "an unknown task",
            "The library is known, but it declares no task of this name. Tasks are public static methods "
                    + "that are annotated `@Task`.");

    /** An unknown dim. */
    public static final DiagnosticCode UNKNOWN_DIM = code(
            "F0103",
            "an unknown dim",
            "An index on the left side of an equation, and what a generator `yields` over, is a dim that the "
                    + "flow declares: `dim step = 0..240 by 6`.");

    /** An unknown param. */
    public static final DiagnosticCode UNKNOWN_PARAM = code(
            "F0104",
            "an unknown param",
            "A value was given on the command line for a param that the flow does not declare.");

    /** A name is declared twice. */
    public static final DiagnosticCode DECLARED_TWICE = code(
            "F0105",
            "a name is declared twice",
            "Params, dims, datasets and uses of flows share one set of names, libraries and flows have another; each "
                    + "name is declared once. Only several equations may define instances of one dataset.");

    /** A declaration depends on itself. */
    public static final DiagnosticCode CIRCULAR_DECLARATION = code(
            "F0106",
            "a declaration depends on itself",
            "The value of a param or the coordinates of a dim are computed when the plan is made; they "
                    + "cannot depend on themselves.");

    /** An unknown name. */
    public static final DiagnosticCode UNKNOWN_NAME = code(
            "F0107",
            "an unknown name",
            "The name is no param, no dim of the equation and no dataset that an equation defines.");

    /** A name of another kind. */
    public static final DiagnosticCode NOT_A_VALUE = code(
            "F0108",
            "a name of another kind",
            "The name is known, but what it names cannot stand here: a library is no dataset, a dim that is "
                    + "not an index of the equation has no coordinate.");

    /** A param has no value. */
    public static final DiagnosticCode MISSING_PARAM = code(
            "F0109",
            "a param has no value",
            "A param without a default must be given when the plan is made: `-p name=value`.");

    /** A param's value does not fit its type. */
    public static final DiagnosticCode BAD_PARAM = code(
            "F0110",
            "a param's value does not fit its type",
            "The text that was given for a param cannot be read as a value of its type. Times and sizes "
                    + "carry units: `40ms`, `6.6MiB`; lists are written `[1, 2, 3]`.");

    /** An unknown type. */
    public static final DiagnosticCode UNKNOWN_TYPE = code(
            "F0111",
            "an unknown type",
            "Params are of type `int`, `float`, `bool`, `string`, `path`, `duration`, `size` or `list<...>` "
                    + "of one of these. Inputs are also of type `tensor<f64>[..]`, `table`, `bytes`, `file`, "
                    + "`scalar<...>` or a Java class with its package.");

    /** A used flow that cannot be read. */
    public static final DiagnosticCode UNREADABLE_FLOW = code(
            "F0120",
            "a used flow that cannot be read",
            "`use flow \"post.flow\" as post` names a file; a relative path starts from the folder of the file in which "
                    + "it stands.");

    /** Flows use each other in a circle. */
    public static final DiagnosticCode CIRCULAR_USE = code(
            "F0121",
            "flows use each other in a circle",
            "Every use of a flow is made before the plan is; a flow that uses itself, directly or by way of others, "
                    + "would never be made.");

    /** A dataset of a used flow that is no output. */
    public static final DiagnosticCode NOT_AN_OUTPUT = code(
            "F0122",
            "a dataset of a used flow that is no output",
            "Of a used flow only those datasets can be read that it names with `output`.");

    /** A flow with inputs cannot run by itself. */
    public static final DiagnosticCode HAS_INPUTS = code(
            "F0123",
            "a flow with inputs cannot run by itself",
            "What an `input` names is given by a flow that uses this one: `use flow \"post.flow\" as post`, then "
                    + "`stats = post(t2: t2)`. By itself it can only be checked.");

    /** A use of a flow that does not fit. */
    public static final DiagnosticCode BAD_USE = code(
            "F0124",
            "a use of a flow that does not fit",
            "A flow is used by an equation of its own, `stats = post(t2: t2)`: one name on the left, without indices, "
                    + "`where`, `yields` and annotations. Its outputs are read as `stats.mean[step]`. An input takes an "
                    + "array as a whole, or a slice of it at constant coordinates.");

    /** A param that nothing uses. */
    public static final DiagnosticCode UNUSED_PARAM = code(
            "F0191",
            "a param that nothing uses",
            "A warning: the param's value changes nothing. Often another name was meant where it should be used.");

    /** A dim that nothing uses. */
    public static final DiagnosticCode UNUSED_DIM = code(
            "F0192",
            "a dim that nothing uses",
            "A warning: no equation has the dim as an index, and nothing is computed from its size.");

    /** A dataset that nothing needs. */
    public static final DiagnosticCode UNUSED_DATASET = code(
            "F0193",
            "a dataset that nothing needs",
            "A warning: only what is published, what has an effect, and what those read is made. This dataset is not "
                    + "among them, so its tasks do not run.");

    /** The wrong number of indices. */
    public static final DiagnosticCode INDEX_COUNT = code(
            "F0201",
            "the wrong number of indices",
            "A dataset is read with as many indices as its equations give it. `*` stands for every "
                    + "coordinate of an index; the name alone stands for all of it.");

    /** A dim that is not an index of the equation. */
    public static final DiagnosticCode INDEX_NOT_BOUND = code(
            "F0202",
            "a dim that is not an index of the equation",
            "On the right side a dim stands for the coordinate of the instance that is computed, so it must "
                    + "be an index on the left. To read all coordinates write `*`.");

    /** An index on the left that is computed. */
    public static final DiagnosticCode LEFT_INDEX = code(
            "F0203",
            "an index on the left that is computed",
            "On the left side an index is a dim, a constant, or a dim plus or minus a constant, so that it "
                    + "is known which equation defines an instance. Conditions belong into `where`.");

    /** `yields` with a task that is no generator. */
    public static final DiagnosticCode YIELDS_WITHOUT_GENERATOR = code(
            "F0204",
            "`yields` with a task that is no generator",
            "Only a task that takes an `Emitter` hands over several datasets one by one; `yields` names the "
                    + "dim that they run over.");

    /** A generator without `yields`. */
    public static final DiagnosticCode GENERATOR_WITHOUT_YIELDS = code(
            "F0205",
            "a generator without `yields`",
            "The task hands over its outputs one by one; the equation must say over which dim: `x[step] = "
                    + "library.task(...) yields step`.");

    /** An index of another type. */
    public static final DiagnosticCode INDEX_TYPE = code(
            "F0206",
            "an index of another type",
            "A coordinate is an integer or a string, as the dim declares it; a dataset's index takes the "
                    + "same on every use.");

    /** Equations disagree about the number of indices. */
    public static final DiagnosticCode RANK_CONFLICT = code(
            "F0207",
            "equations disagree about the number of indices",
            "Several equations may define one array, but all with the same number of indices.");

    /** A dim without coordinates. */
    public static final DiagnosticCode EMPTY_DIM = code(
            "F0208",
            "a dim without coordinates",
            "A dim is a finite ordered set with at least one coordinate when it is listed or read from " + "files.");

    /** A coordinate stands twice in a dim. */
    public static final DiagnosticCode REPEATED_COORDINATE = code(
            "F0209",
            "a coordinate stands twice in a dim",
            "The coordinates of a dim are distinct: each names one instance.");

    /** A step that is not positive. */
    public static final DiagnosticCode BAD_STEP =
            code("F0210", "a step that is not positive", "The `by` of a range is a positive integer.");

    /** `yields` does not fit the left side. */
    public static final DiagnosticCode BAD_YIELDS = code(
            "F0211",
            "`yields` does not fit the left side",
            "The dim that a generator yields over stands once on the left side, and neither the guard nor "
                    + "the call depends on it.");

    /** A guard that is no condition on the indices. */
    public static final DiagnosticCode BAD_GUARD = code(
            "F0212",
            "a guard that is no condition on the indices",
            "What follows `where` is a condition on the equation's indices and on params, known when the "
                    + "plan is made.");

    /** Several datasets are published under one name. */
    public static final DiagnosticCode MANY_UNDER_ONE_NAME = code(
            "F0213",
            "several datasets are published under one name",
            "If the name of a `publish` uses one of the indices, it must use every index that has more than "
                    + "one coordinate; otherwise several datasets would stand under the same name by accident. A name "
                    + "without any index is fine: the catalogue then tells them apart by their indices.");

    /** Two datasets are published under one name. */
    public static final DiagnosticCode PUBLISHED_TWICE = code(
            "F0214",
            "two datasets are published under one name",
            "A dataset is found in the output catalogue by its name and its indices; two publish statements "
                    + "must not give the same.");

    /** The wrong number of outputs. */
    public static final DiagnosticCode OUTPUT_COUNT = code(
            "F0215",
            "the wrong number of outputs",
            "An equation names as many datasets on its left as its task has outputs: `(q, r)[i] = "
                    + "linalg.qr(a[i])`.");

    /** A publish statement that does not fit. */
    public static final DiagnosticCode BAD_PUBLISH = code(
            "F0216",
            "a publish statement that does not fit",
            "`publish x[i, 3]` names each index by a name of its own, or selects one coordinate by a " + "constant.");

    /** A file of coordinates that cannot be used. */
    public static final DiagnosticCode BAD_LINES = code(
            "F0219",
            "a file of coordinates that cannot be used",
            "`dim station = lines(\"stations.txt\")` takes its coordinates from a text file in UTF-8 of at most 16 MiB: "
                    + "one a line, of at most 1,000 characters. Blank lines and lines that begin with `#` are left out.");

    /** Coordinates that are not those of an input. */
    public static final DiagnosticCode INPUT_COORDINATES = code(
            "F0220",
            "coordinates that are not those of an input",
            "An index of an input is a dim. If the used flow declares that dim, what is given has just those "
                    + "coordinates; if not, the dim takes them from what is given, and all inputs with that index "
                    + "agree.");

    /** An index that the right side does not depend on. */
    public static final DiagnosticCode SAME_INSTANCES = code(
            "F0291",
            "an index that the right side does not depend on",
            "A warning: all instances of the equation along this index are the same. Often an index was forgotten on "
                    + "the right: the name of an array alone stands for all of it.");

    /** A range without coordinates. */
    public static final DiagnosticCode EMPTY_RANGE = code(
            "F0292",
            "a range without coordinates",
            "A warning: the range begins above its end, so there is no task for it. A range goes up.");

    /** A value of another type. */
    public static final DiagnosticCode WRONG_TYPE = code(
            "F0301",
            "a value of another type",
            "The task's parameter, the operator, or the input or param of a used flow takes another type than the one "
                    + "that stands here.");

    /** An argument is missing. */
    public static final DiagnosticCode MISSING_ARGUMENT = code(
            "F0302",
            "an argument is missing",
            "Every parameter of a task that has no default needs an argument, and so does every input of a used "
                    + "flow and every param of it without a default.");

    /** Too many arguments. */
    public static final DiagnosticCode TOO_MANY_ARGUMENTS = code(
            "F0303",
            "too many arguments",
            "The task has fewer parameters. Of a used flow only the inputs are given by place, in their order.");

    /** A parameter is given twice. */
    public static final DiagnosticCode ARGUMENT_TWICE = code(
            "F0304", "a parameter is given twice", "Each parameter takes one argument, by its place or by its name.");

    /** An unknown argument. */
    public static final DiagnosticCode UNKNOWN_ARGUMENT = code(
            "F0305",
            "an unknown argument",
            "The task has no parameter of this name and does not collect named arguments; or the used flow has "
                    + "neither an input nor a param of this name.");

    /** One dataset where a list is wanted. */
    public static final DiagnosticCode LIST_WANTED = code(
            "F0306",
            "one dataset where a list is wanted",
            "The parameter takes a list: `x[*, i]` for every coordinate of an index, `x[a..b]` for some, "
                    + "`[x, y]` to write it out, or the name of an array alone for all of it.");

    /** A list where one dataset is wanted. */
    public static final DiagnosticCode LIST_GIVEN = code(
            "F0307",
            "a list where one dataset is wanted",
            "The parameter takes one dataset; give every index a coordinate.");

    /** An operator does not apply. */
    public static final DiagnosticCode NO_OPERATOR = code(
            "F0308",
            "an operator does not apply",
            "Arithmetic and comparison work on numbers and on tensors of equal element type, logic on truth "
                    + "values and tensors of them.");

    /** Units do not go together. */
    public static final DiagnosticCode UNIT_MISMATCH = code(
            "F0309",
            "units do not go together",
            "A time can be added to a time and a size to a size; both can be multiplied by plain numbers.");

    /** Equations disagree about a dataset's type. */
    public static final DiagnosticCode TYPE_CONFLICT =
            code("F0310", "equations disagree about a dataset's type", "All instances of an array have one type.");

    /** A value that cannot be computed. */
    public static final DiagnosticCode BAD_ARITHMETIC = code(
            "F0311",
            "a value that cannot be computed",
            "The value is computed when the plan is made; it divides by zero, leaves the range of its "
                    + "type, asks for an element that a list does not have (elements are counted from 0), or is a time "
                    + "with a fraction of a nanosecond.");

    /** A value that is not known before the run. */
    public static final DiagnosticCode NOT_KNOWN_BEFORE_THE_RUN = code(
            "F0312",
            "a value that is not known before the run",
            "Params, dims, guards, indices, texts and conditions are computed when the plan is made. What a "
                    + "task computes is known only when it has run.");

    /** A dataset's type cannot be inferred. */
    public static final DiagnosticCode TYPE_UNKNOWN = code(
            "F0313",
            "a dataset's type cannot be inferred",
            "The type of a dataset comes from the task that makes it. Datasets that are defined by each "
                    + "other alone have none.");

    /** An equation without a task. */
    public static final DiagnosticCode NOT_A_TASK = code(
            "F0315",
            "an equation without a task",
            "The right side of an equation is a call or an operator on datasets. A plain value is a `param`; "
                    + "another name for a dataset is not needed.");

    /** A dataset that may be absent. */
    public static final DiagnosticCode MAY_BE_ABSENT = code(
            "F0318",
            "a dataset that may be absent",
            "`x[i - 1]?` is absent where the array has no such instance. Lists and named arguments leave it out; a "
                    + "parameter of its own takes it if the task declares it as `Optional`, or with a `@Default` "
                    + "that stands in its place. Operators and publications do not take it.");

    /** A shape or columns that are not those of an input. */
    public static final DiagnosticCode INPUT_SHAPE = code(
            "F0320",
            "a shape or columns that are not those of an input",
            "What an input of one flow is given on to an input of another, and the two declare shapes or columns that "
                    + "do not go together.");

    /** A dataset is read that no equation defines. */
    public static final DiagnosticCode NEVER_DEFINED = code(
            "F0401",
            "a dataset is read that no equation defines",
            "The reader's indices lead outside of what the equations define. Guard the reader with `where`, "
                    + "or define the missing instances with another equation.");

    /** Two equations define the same instance. */
    public static final DiagnosticCode DEFINED_TWICE = code(
            "F0402",
            "two equations define the same instance",
            "Every instance has one definition. Guards must keep the equations of one array apart.");

    /** Datasets depend on each other in a circle. */
    public static final DiagnosticCode CYCLE = code(
            "F0403",
            "datasets depend on each other in a circle",
            "Following the arrows each dataset is needed for the next, and the last for the first, so none "
                    + "can be the first to run.");

    /** An empty list is read. */
    public static final DiagnosticCode EMPTY_LIST = code(
            "F0404",
            "an empty list is read",
            "None of the datasets that the list could hold is defined. Guard the reader with `where`, or "
                    + "widen the range.");

    /** The flow publishes nothing. */
    public static final DiagnosticCode NOTHING_PUBLISHED = code(
            "F0405",
            "the flow publishes nothing",
            "A flow runs for what it publishes and for tasks with an effect; without either nothing runs.");

    /** Lists over different coordinates. */
    public static final DiagnosticCode LISTS_DIFFER = code(
            "F0407",
            "lists over different coordinates",
            "An operator on lists makes one task for each coordinate, from the elements that the lists have there. "
                    + "The indices are matched in their order, whatever they are called, and every coordinate of one "
                    + "list must be in the others.");

    /** An unknown annotation. */
    public static final DiagnosticCode UNKNOWN_ANNOTATION = code(
            "F0501",
            "an unknown annotation",
            "The annotations are `@cost`, `@memory`, `@on`, `@gpu`, `@gang`, `@checkpoint`, `@retry` and "
                    + "`@keep`.");

    /** An annotation's argument does not fit. */
    public static final DiagnosticCode BAD_ANNOTATION = code(
            "F0502",
            "an annotation's argument does not fit",
            "`@cost(time: 40ms, size: 6.6MiB)`, `@memory(2GiB)`, `@on(label)`, `@gpu(1)`, `@gang(4)`, `@retry(3)`, "
                    + "`@checkpoint`, `@keep`. Numbers count from 1 and have no unit. `@retry` is not for tasks with an "
                    + "effect, not for generators and not for gangs; `@checkpoint` and `@keep` are for tasks that make datasets.");

    /** An annotation stands twice. */
    public static final DiagnosticCode ANNOTATION_TWICE =
            code("F0503", "an annotation stands twice", "Each annotation stands once behind an equation.");

    /** A dim is too large. */
    public static final DiagnosticCode DIM_TOO_LARGE =
            code("F0602", "a dim is too large", "A dim has at most 100,000,000 coordinates.");

    /** The graph is too large. */
    public static final DiagnosticCode GRAPH_TOO_LARGE = code(
            "F0603", "the graph is too large", "A graph has at most 20,000,000 tasks and 100,000,000 dependencies.");

    /** An array is too large or too sparse. */
    public static final DiagnosticCode BOX_TOO_LARGE = code(
            "F0604",
            "an array is too large or too sparse",
            "The datasets of an array are numbered in the box of its indices. All boxes together hold at "
                    + "most 64 M datasets, and a box of more than 1 M at most 64 times as many places as datasets.");

    /** A guard leaves too much to search. */
    public static final DiagnosticCode GUARD_TOO_BROAD = code(
            "F0605",
            "a guard leaves too much to search",
            "The instances for which a guard holds are found by trying. Guards that compare an index with a "
                    + "sum of other indices and constants are cheap; for others the box of the indices must not hold "
                    + "more than 50,000,000 points.");

    /** Too many conditionals in one equation. */
    public static final DiagnosticCode TOO_MANY_CONDITIONALS = code(
            "F0606",
            "too many conditionals in one equation",
            "Conditionals between datasets split an equation; one equation splits at most 64 ways.");

    /** Too many uses of flows. */
    public static final DiagnosticCode TOO_MANY_USES = code(
            "F0620",
            "too many uses of flows",
            "Uses of flows nest at most 50 deep. With all uses within uses, a flow has at most 10,000 of them, and they "
                    + "bring at most 200,000 equations; the names around an inner one have at most 2,000 letters together. A "
                    + "flow uses at most 1,000 files, of at most 64 MiB together.");

    private CompilerCodes() {}

    private static DiagnosticCode code(String id, String title, String explanation) {
        DiagnosticCode code = new DiagnosticCode(id, title, explanation);
        ALL.add(code);
        return code;
    }

    /** All of them, by id. */
    public static List<DiagnosticCode> all() {
        return List.copyOf(ALL);
    }
}
