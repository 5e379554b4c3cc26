package dev.anabranch.testkit.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lays the statements of a flow out, plainly or oddly, with comments, in another order. */
final class Layout {
    private static final Pattern TOKEN = Pattern.compile(
            "\"\"\"(?:[^\"\\\\]|\\\\.|\"(?!\"\"))*+\"\"\"" // a text block
                    + "|\"(?:[^\"\\\\{]|\\\\.|\\{(?:[^\"{}\\\\]|\"(?:[^\"\\\\]|\\\\.)*+\")*+\\})*+\"" // a string
                    + "|[A-Za-z_][A-Za-z0-9_]*"
                    + "|[0-9][0-9_]*(?:\\.[0-9][0-9_]*)?(?:[eE][+-]?[0-9]+)?[A-Za-z]*"
                    + "|\\.\\.<|\\.\\.|&&|\\|\\||[=!<>]=|[^\\s]",
            Pattern.DOTALL);
    private static final List<String> OPERATORS =
            List.of("+", "-", "*", "/", "%", "<", "<=", ">", ">=", "==", "!=", "&&", "||");
    private static final List<String> COMMENTS = List.of(
            "// plain", "//", "// \"quotes\" {braces} \u20ac", "/* block */", "/* // ** */", "//// four", "/**/");

    private final Draft draft;
    private final Choices choices;
    private final StringBuilder out = new StringBuilder();
    private final String newline;

    private Layout(Draft draft, Choices choices, String newline) {
        this.draft = draft;
        this.choices = choices;
        this.newline = newline;
    }

    static String of(Draft draft, Choices choices) {
        String newline = choices.oneIn(10) ? "\r\n" : "\n";
        Layout layout = new Layout(draft, choices, newline);
        layout.statements();
        return layout.out.toString();
    }

    private void statements() {
        List<Draft.Statement> statements = new ArrayList<>(draft.statements());
        List<Draft.Statement> rest = statements.subList(1, statements.size());
        for (int i = choices.below(4); i > 0 && rest.size() > 1; i--) {
            int to = choices.below(rest.size());
            int from = choices.below(rest.size());
            // Whoever uses the flow gives the inputs by place.
            if (!rest.get(from).text().startsWith("input ")) {
                rest.add(to, rest.remove(from));
            }
        }
        for (Draft.Statement statement : statements) {
            before();
            boolean odd = !statement.fixed() && choices.oneIn(3);
            out.append(odd ? spread(statement.text()) : statement.text());
            behind();
        }
    }

    /** Comments, documentation and empty lines above a statement. */
    private void before() {
        for (int i = choices.below(6) - 4; i > 0; i--) {
            out.append(newline);
        }
        if (choices.oneIn(8)) {
            out.append(choices.of("", "  ", "\t")).append(comment()).append(newline);
        }
        if (choices.oneIn(8)) {
            draft.use(Feature.DOCUMENTATION);
            out.append("/// Says something.").append(newline);
            if (choices.below(2) == 1) {
                out.append("///   and {more}, \"quoted\"").append(newline);
            }
        }
    }

    private void behind() {
        if (choices.oneIn(8)) {
            out.append(choices.of(" ", "   ", "\t")).append(comment());
        }
        out.append(newline);
    }

    private String comment() {
        draft.comment();
        return choices.of(COMMENTS);
    }

    /** The statement with other blanks, comments and line breaks wherever they may stand. */
    private String spread(String text) {
        draft.use(Feature.ODD_LAYOUT);
        List<String> tokens = tokens(text);
        StringBuilder spread = new StringBuilder();
        int depth = 0;
        boolean guard = false;
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            String before = i == 0 ? "" : tokens.get(i - 1);
            guard = (guard || token.equals("where")) && !(depth == 0 && token.equals("="));
            if (i > 0) {
                spread.append(gap(before, token, depth, guard));
            }
            spread.append(token);
            depth += "([{".contains(token) ? 1 : ")]}".contains(token) ? -1 : 0;
        }
        return spread.toString();
    }

    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        return tokens;
    }

    private String gap(String before, String token, int depth, boolean guard) {
        switch (choices.below(12)) {
            case 8 -> {
                return "  ";
            }
            case 9 -> {
                return " \t";
            }
            case 10 -> {
                draft.comment();
                return choices.of(" /* here */ ", " /**/", " /* \" ( */");
            }
            case 11 -> {
                if (breaks(before, token, depth, guard)) {
                    boolean comment = choices.below(3) == 2;
                    if (comment) {
                        draft.comment();
                    }
                    return (comment ? " // broken" : "") + newline + choices.of("    ", "", "\t");
                }
                return " ";
            }
            default -> {
                return tight(before, token) ? "" : " ";
            }
        }
    }

    /** Whether two tokens may touch without becoming another one. */
    private static boolean tight(String before, String token) {
        boolean words = isWord(before.charAt(before.length() - 1)) && isWord(token.charAt(0));
        boolean signs = !isWord(before.charAt(before.length() - 1)) && !isWord(token.charAt(0));
        boolean brackets = "([{,".contains(before) || ")]},([".contains(token);
        return !words && (!signs || brackets) && !before.startsWith("\"") && !token.startsWith("\"");
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.';
    }

    /** Within brackets a line may end anywhere, elsewhere where the statement is visibly not finished. */
    private static boolean breaks(String before, String token, int depth, boolean guard) {
        boolean operand =
                isWord(before.charAt(before.length() - 1)) || ")]}\"".indexOf(before.charAt(before.length() - 1)) >= 0;
        if (depth > 0) {
            boolean label = isWord(token.charAt(0));
            return before.equals(",") || ("([{".contains(before) && !label);
        }
        boolean joins = List.of("where", "yields", "as", "with", "@", "then", "else", "by")
                .contains(token);
        boolean behind = before.equals("=");
        return joins || (OPERATORS.contains(token) && operand) || (behind && !guard);
    }
}
