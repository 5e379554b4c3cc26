package dev.anabranch.benchmarks.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts as words, signs and the blanks between, and the words that mutations put in. */
final class Words {
    private static final Pattern WORD = Pattern.compile(
            "\"[^\"\\n]*\"|[A-Za-z_][A-Za-z0-9_]*|[0-9][A-Za-z0-9_]*(?:\\.[0-9]+)?|[ \\t]+|\\.\\.<|\\.\\.|&&|\\|\\||[=!<>]=|(?s:.)");

    /** What flows are made of, and what they are not. */
    static final List<String> KNOWN = List.of(
            "flow",
            "use",
            "java",
            "param",
            "dim",
            "publish",
            "input",
            "output",
            "where",
            "yields",
            "by",
            "as",
            "with",
            "if",
            "then",
            "else",
            "true",
            "false",
            "int",
            "float",
            "bool",
            "string",
            "path",
            "duration",
            "size",
            "list",
            "tensor",
            "table",
            "files",
            "lines",
            "lab",
            "make",
            "mean",
            "shift",
            "roll",
            "qr",
            "save",
            "anything",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            "[*]",
            "*",
            "?",
            "@",
            "@cost",
            "@memory(1GiB)",
            "@on(gpu)",
            "@retry(3)",
            "=",
            "==",
            "!=",
            "<",
            "<=",
            ">",
            ">=",
            "&&",
            "||",
            "!",
            "+",
            "-",
            "*",
            "/",
            "%",
            ",",
            ":",
            ".",
            "..",
            "..<",
            ";",
            "#",
            "'",
            "\\",
            "\n",
            "\t",
            "\r",
            "\u00e4",
            "\ud83c\udf0a",
            "\u0000",
            "\ufeff",
            "\"",
            "\"\"\"",
            "\"{i}\"",
            "\"\\{\"",
            "//",
            "///",
            "/*",
            "*/",
            "0",
            "1",
            "2",
            "-1",
            "3",
            "0.5",
            "1e308",
            "1e309",
            "1e-400",
            "1_000",
            "1__0",
            "2147483647",
            "2147483648",
            "4294967296",
            "9223372036854775807",
            "9223372036854775808",
            "100000000",
            "100000001",
            "20000001",
            "1h",
            "40ms",
            "0s",
            "1000000d",
            "300000d",
            "6.6MiB",
            "8000000TiB",
            "1x",
            "1..2",
            "i - 1",
            "i + 1",
            "i / 0",
            "i % 2 == 0",
            "x[i]",
            "x[i - 1]?",
            "0 * i",
            "-(i)");

    static final List<String> KEYWORDS = KNOWN.subList(0, KNOWN.indexOf("int"));

    static final List<String> OPERATORS =
            List.of("+", "-", "*", "/", "%", "<", "<=", ">", ">=", "==", "!=", "&&", "||", "..", "..<");

    private Words() {}

    static List<String> of(String text) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }
}
