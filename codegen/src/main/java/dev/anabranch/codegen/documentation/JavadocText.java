package dev.anabranch.codegen.documentation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Makes Markdown of Javadoc's mixture of HTML and inline tags, as far as comments on tasks use it. */
final class JavadocText {
    private static final Set<String> BREAKS = Set.of(
            "p", "ul", "ol", "dl", "dt", "dd", "blockquote", "table", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "hr");
    private static final Map<String, String> ENTITIES =
            Map.of("lt", "<", "gt", ">", "amp", "&", "quot", "\"", "apos", "'", "nbsp", " ", "#39", "'", "#64", "@");

    private final String text;
    private final List<DocBlock> blocks = new ArrayList<>();
    private final StringBuilder open = new StringBuilder();
    private DocBlock.Kind kind = DocBlock.Kind.PARAGRAPH;
    private int at;

    JavadocText(String text) {
        this.text = text;
    }

    List<DocBlock> blocks() {
        while (at < text.length()) {
            char letter = text.charAt(at);
            boolean taken = (letter == '{' && inlineTag())
                    || (letter == '<' && element())
                    || (letter == '&' && entity())
                    || (letter == '\n' && blankLine());
            if (!taken) {
                open.append(letter);
                at++;
            }
        }
        close(DocBlock.Kind.PARAGRAPH);
        return List.copyOf(blocks);
    }

    private boolean inCode() {
        return kind == DocBlock.Kind.CODE;
    }

    /** Ends the open block, and begins another. */
    private void close(DocBlock.Kind next) {
        String content = inCode()
                ? open.toString().stripTrailing().stripIndent().replaceFirst("^(\\h*\\n)+", "")
                : open.toString().replaceAll("\\s+", " ").strip();
        if (!content.isBlank()) {
            blocks.add(new DocBlock(kind, content));
        }
        open.setLength(0);
        kind = next;
    }

    private boolean inlineTag() {
        if (!text.startsWith("{@", at)) {
            return false;
        }
        int depth = 0;
        int end = at;
        do {
            depth += text.charAt(end) == '{' ? 1 : text.charAt(end) == '}' ? -1 : 0;
            end++;
        } while (depth > 0 && end < text.length());
        if (depth > 0) {
            return false;
        }
        String inside = text.substring(at + 2, end - 1);
        int space = 0;
        while (space < inside.length() && !Character.isWhitespace(inside.charAt(space))) {
            space++;
        }
        inline(inside.substring(0, space), inside.substring(space));
        at = end;
        return true;
    }

    private void inline(String tag, String content) {
        switch (tag) {
            case "code" -> open.append(inCode() ? content : code(content));
            case "link", "linkplain", "value" -> open.append(reference(content));
            case "snippet" -> {
                DocBlock.Kind before = kind;
                close(DocBlock.Kind.CODE);
                open.append(content.substring(content.indexOf(':') + 1));
                close(before);
            }
            default -> open.append(content.strip());
        }
    }

    private static String code(String content) {
        return "`" + content.strip() + "`";
    }

    /** {@code Model#run(int) the model} is called {@code the model}, and without words {@code `Model.run`}. */
    private static String reference(String content) {
        String target = content.strip();
        int depth = 0;
        for (int i = 0; i < target.length(); i++) {
            char letter = target.charAt(i);
            depth += letter == '(' || letter == '<' ? 1 : letter == ')' || letter == '>' ? -1 : 0;
            if (depth == 0 && Character.isWhitespace(letter)) {
                return target.substring(i).strip();
            }
        }
        String name = target.replaceFirst("\\(.*", "");
        int member = name.indexOf('#');
        String type = member < 0 ? name : name.substring(0, member);
        String simple = type.substring(type.lastIndexOf('.') + 1);
        String rest = member < 0 ? "" : name.substring(member + 1);
        return code(simple.isEmpty() || rest.isEmpty() ? simple + rest : simple + "." + rest);
    }

    private boolean element() {
        int end = text.indexOf('>', at);
        if (end < 0 || !text.substring(at, end + 1).matches("</?[a-zA-Z][a-zA-Z0-9]*(\\s[^<]*)?/?>")) {
            return false;
        }
        boolean closing = text.charAt(at + 1) == '/';
        String name = text.substring(at + (closing ? 2 : 1), end)
                .replaceFirst("[\\s/].*", "")
                .toLowerCase(Locale.ROOT);
        if (inCode() && !name.equals("pre")) {
            at = end + 1;
            return true;
        }
        if (name.equals("pre")) {
            close(closing ? DocBlock.Kind.PARAGRAPH : DocBlock.Kind.CODE);
        } else if (name.equals("li")) {
            close(closing ? DocBlock.Kind.PARAGRAPH : DocBlock.Kind.ITEM);
        } else if (BREAKS.contains(name)) {
            close(DocBlock.Kind.PARAGRAPH);
        } else if (name.equals("code") || name.equals("tt")) {
            open.append('`');
        } else if (name.equals("br")) {
            open.append(' ');
        }
        at = end + 1;
        return true;
    }

    private boolean entity() {
        int end = text.indexOf(';', at);
        String meaning = end < 0 ? null : ENTITIES.get(text.substring(at + 1, end));
        if (meaning == null) {
            return false;
        }
        open.append(meaning);
        at = end + 1;
        return true;
    }

    /** Ends a paragraph, as everyone reads it, although HTML does not. */
    private boolean blankLine() {
        int next = at + 1;
        while (next < text.length() && (text.charAt(next) == ' ' || text.charAt(next) == '\t')) {
            next++;
        }
        if (inCode() || next >= text.length() || text.charAt(next) != '\n') {
            return false;
        }
        close(DocBlock.Kind.PARAGRAPH);
        at = next;
        return true;
    }
}
