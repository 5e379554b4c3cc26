package dev.anabranch.dsl;

import dev.anabranch.model.diagnostic.DiagnosticCode;
import java.util.List;

/** The kinds of mistake that can be seen without knowing what the names mean: text and syntax, F0001 to F0099. */
public final class SyntaxCodes {
    /** The file is not UTF-8. */
    public static final DiagnosticCode NOT_UTF8 = new DiagnosticCode(
            "F0001",
            "the file is not UTF-8 text",
            "A flow file, and one that `lines(...)` reads, is text in UTF-8. Either this is another kind of file, or an editor saved it in another"
                    + " encoding; save it again as UTF-8.");

    /** The file holds a character that no text has. */
    public static final DiagnosticCode CONTROL_CHARACTER = new DiagnosticCode(
            "F0002",
            "the file holds a control character",
            "A flow file, and one that `lines(...)` reads, is text: apart from tabs and line breaks it holds no control characters, NUL least of all."
                    + " Usually this means that the file is of another kind.");

    /** The file is too big to be a flow. */
    public static final DiagnosticCode FILE_TOO_LARGE = new DiagnosticCode(
            "F0003",
            "the file is too large",
            "A flow file has at most 16 MiB and a million words and signs. Large families are written with dims, not"
                    + " one by one; long lists of coordinates belong in a file that `lines(...)` reads.");

    /** There is nothing in the file. */
    public static final DiagnosticCode EMPTY_FILE = new DiagnosticCode(
            "F0004",
            "the file holds no statement",
            "A flow needs at least one statement. The first is usually `flow name`, the last `publish dataset`.");

    /** Something stands where something else must stand. */
    public static final DiagnosticCode UNEXPECTED = new DiagnosticCode(
            "F0005",
            "something else was expected here",
            "The statement begins like one that the language knows, but goes on differently. The message says what was"
                    + " found and what can stand there.");

    /** A string without its second quote. */
    public static final DiagnosticCode UNCLOSED_STRING = new DiagnosticCode(
            "F0006",
            "a string is not closed",
            "A string begins and ends with a double quote on the same line. A quote inside it is written `\\\"`, a line"
                    + " break `\\n`, a brace `\\{`. Text of several lines stands in a text block, between three double"
                    + " quotes at the end of a line and three behind the text.");

    /** A bracket without its partner. */
    public static final DiagnosticCode UNCLOSED_BRACKET = new DiagnosticCode(
            "F0007", "a bracket is not closed", "Each `(`, `[` and `{` needs its partner in the same statement.");

    /** A closing bracket that closes nothing, or another kind. */
    public static final DiagnosticCode MISMATCHED_BRACKET = new DiagnosticCode(
            "F0008",
            "a closing bracket without a partner",
            "A `)`, `]` or `}` closes the nearest open bracket, which must be of its own kind.");

    /** A character outside strings and comments that the language does not use. */
    public static final DiagnosticCode STRAY_CHARACTER = new DiagnosticCode(
            "F0009",
            "a character that the language does not use",
            "Outside strings and comments a flow is written with ASCII letters, digits and a few signs. Comments begin"
                    + " with `//`, strings with a double quote.");

    /** Brackets within brackets within brackets. */
    public static final DiagnosticCode TOO_DEEP = new DiagnosticCode(
            "F0010",
            "an expression is nested too deeply",
            "Brackets, conditionals and signs nest at most 256 deep, and one expression holds at most 1,000 operators."
                    + " Give a part of it a name of its own by an equation.");

    /** A statement of too many words. */
    public static final DiagnosticCode STATEMENT_TOO_LONG = new DiagnosticCode(
            "F0011",
            "a statement is too long",
            "One statement has at most 200,000 words and signs. Long lists of coordinates belong in a file that"
                    + " `lines(...)` reads.");

    /** The first word of a line begins no statement. */
    public static final DiagnosticCode UNKNOWN_STATEMENT = new DiagnosticCode(
            "F0012",
            "a line that begins no statement",
            "A statement begins with `flow`, `use`, `param`, `dim`, `input`, `output` or `publish`, or it is an equation:"
                    + " `name[index] = expression`.");

    /** A number outside its range. */
    public static final DiagnosticCode NUMBER_OUT_OF_RANGE = new DiagnosticCode(
            "F0013",
            "a number is too large",
            "Whole numbers and sizes in bytes have 64 bits with sign; numbers with a fraction are doubles.");

    /** Letters behind a number that are no unit. */
    public static final DiagnosticCode UNKNOWN_UNIT = new DiagnosticCode(
            "F0014",
            "an unknown unit",
            "Times are in ns, us, ms, s, min, h or d; sizes in B, KB, MB, GB, TB (powers of 1000) or KiB, MiB, GiB, TiB"
                    + " (powers of 1024). A name does not begin with a digit.");

    /** A backslash with a letter that means nothing. */
    public static final DiagnosticCode UNKNOWN_ESCAPE = new DiagnosticCode(
            "F0015",
            "an unknown escape in a string",
            "After a backslash stand: a double quote, a backslash, `{`, `}`, `n` (line break), `t` (tab), `r` (carriage"
                    + " return) or `u` with four hexadecimal digits.");

    /** A comment without its end. */
    public static final DiagnosticCode UNCLOSED_COMMENT =
            new DiagnosticCode("F0016", "a comment is not closed", "A comment that begins with `/*` ends with `*/`.");

    /** An assignment sign where a comparison was meant, or the other way round. */
    public static final DiagnosticCode ASSIGNMENT_OR_COMPARISON = new DiagnosticCode(
            "F0017",
            "`=` and `==` are mixed up",
            "`=` defines what stands on its left, once in a statement; `==` asks whether two values are equal.");

    /** The header is not the first statement, or not the only one. */
    public static final DiagnosticCode MISPLACED_HEADER = new DiagnosticCode(
            "F0018",
            "the flow's name is not in its place",
            "A file holds one flow, and `flow name` is its first statement.");

    /** Braces in a string without an expression between. */
    public static final DiagnosticCode BAD_INTERPOLATION = new DiagnosticCode(
            "F0019",
            "braces in a string do not hold an expression",
            "In a string `{` and `}` hold an expression whose value stands there. A brace that is meant as itself is"
                    + " written `\\{`.");

    /** More mistakes than are shown. */
    public static final DiagnosticCode TOO_MANY_ERRORS = new DiagnosticCode(
            "F0020",
            "more mistakes than are shown",
            "The first twenty statements with mistakes in their form are shown. Mend those first: often one cause"
                    + " explains many.");

    /** The left side of an equation holds something that is no index. */
    public static final DiagnosticCode LEFT_SIDE_INDEX = new DiagnosticCode(
            "F0021",
            "the left side of an equation takes one index at each place",
            "On the left an index is a dim, a constant, or a dim plus a constant. For which of them the equation holds is"
                    + " said by `where`; `*` and ranges belong to the right side.");

    /** A type that is not written as types are. */
    public static final DiagnosticCode MALFORMED_TYPE = new DiagnosticCode(
            "F0022",
            "a type is not well formed",
            "Types are `int`, `float`, `bool`, `string`, `path`, `duration`, `size`, `list<T>`; for datasets also"
                    + " `tensor<f64>[..]`, `table{a: i64, b: utf8}`, `scalar<T>`, `bytes`, `file` and Java classes.");

    /** Several datasets under one name. */
    public static final DiagnosticCode SEVERAL_UNDER_ONE_NAME = new DiagnosticCode(
            "F0023",
            "`as` names one dataset",
            "`publish a as \"name\"` gives one dataset a name in the catalogue. Publish each by a statement of its own, or"
                    + " leave `as` out: then each keeps its name.");

    /** Comparisons in a row. */
    public static final DiagnosticCode CHAINED_COMPARISON = new DiagnosticCode(
            "F0024",
            "comparisons do not chain",
            "`a < b < c` is written `a < b && b < c`. To compare the outcome of a comparison put it in parentheses.");

    /** Text behind the quotes that open a text block. */
    public static final DiagnosticCode TEXT_BLOCK_OPENING = new DiagnosticCode(
            "F0025",
            "a text block begins in the line below its quotes",
            "The three quotes that open a text block end their line; the text begins in the next one. The blanks that all"
                    + " its lines and the closing quotes have in front are not part of it. Text that fits into one line"
                    + " is written `\"text\"`.");

    private static final List<DiagnosticCode> ALL = List.of(
            NOT_UTF8,
            CONTROL_CHARACTER,
            FILE_TOO_LARGE,
            EMPTY_FILE,
            UNEXPECTED,
            UNCLOSED_STRING,
            UNCLOSED_BRACKET,
            MISMATCHED_BRACKET,
            STRAY_CHARACTER,
            TOO_DEEP,
            STATEMENT_TOO_LONG,
            UNKNOWN_STATEMENT,
            NUMBER_OUT_OF_RANGE,
            UNKNOWN_UNIT,
            UNKNOWN_ESCAPE,
            UNCLOSED_COMMENT,
            ASSIGNMENT_OR_COMPARISON,
            MISPLACED_HEADER,
            BAD_INTERPOLATION,
            TOO_MANY_ERRORS,
            LEFT_SIDE_INDEX,
            MALFORMED_TYPE,
            SEVERAL_UNDER_ONE_NAME,
            CHAINED_COMPARISON,
            TEXT_BLOCK_OPENING);

    private SyntaxCodes() {}

    /** All of them, by number. */
    public static List<DiagnosticCode> all() {
        return ALL;
    }
}
