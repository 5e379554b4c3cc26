package dev.anabranch.codegen.documentation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A documentation comment, read: texts are Markdown, with code in backticks.
 *
 * @param blocks what stands before the tags
 * @param parameters what is said about parameters, by name, in order
 * @param result what is said about the result, or an empty string
 * @param errors what is said about exceptions, by simple name, in order
 */
public record DocComment(
        List<DocBlock> blocks, Map<String, String> parameters, String result, Map<String, String> errors) {
    /** Nothing said. */
    public static final DocComment NONE = new DocComment(List.of(), Map.of(), "", Map.of());

    public DocComment {
        blocks = List.copyOf(blocks);
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        errors = Collections.unmodifiableMap(new LinkedHashMap<>(errors));
    }

    /**
     * Reads a comment.
     *
     * @param comment Javadoc without slashes and stars
     */
    public static DocComment of(String comment) {
        List<String> sections = sections(comment);
        Map<String, String> parameters = new LinkedHashMap<>();
        Map<String, String> errors = new LinkedHashMap<>();
        String result = "";
        for (String section : sections.subList(1, sections.size())) {
            String[] words = section.strip().split("\\s+", 3);
            String rest = words.length < 3 ? "" : line(words[2]);
            switch (words[0]) {
                case "@param" -> parameters.put(words.length < 2 ? "" : words[1], rest);
                case "@return" -> result = line(section.substring("@return".length()));
                case "@throws", "@exception" ->
                    errors.merge(
                            words.length < 2 ? "" : words[1].substring(words[1].lastIndexOf('.') + 1),
                            rest,
                            (first, second) -> first + "; " + second);
                default -> {
                    // See, since, author and the like say nothing about a call.
                }
            }
        }
        return new DocComment(new JavadocText(sections.get(0)).blocks(), parameters, result, errors);
    }

    private static String line(String text) {
        List<String> texts =
                new JavadocText(text).blocks().stream().map(DocBlock::text).toList();
        return String.join(" ", texts);
    }

    /** What stands before the first tag, and each tag with what belongs to it. Within braces nothing is a tag. */
    private static List<String> sections(String comment) {
        List<String> sections = new ArrayList<>();
        StringBuilder section = new StringBuilder();
        int depth = 0;
        for (String line : comment.lines().toList()) {
            if (depth == 0 && line.stripLeading().matches("@[a-zA-Z].*")) {
                sections.add(section.toString());
                section.setLength(0);
            }
            section.append(line).append('\n');
            depth = depthAfter(line, depth);
        }
        sections.add(section.toString());
        return sections;
    }

    private static int depthAfter(String line, int before) {
        int depth = before;
        for (int i = 0; i < line.length(); i++) {
            char letter = line.charAt(i);
            if (letter == '{' && (depth > 0 || line.startsWith("{@", i))) {
                depth++;
            } else if (letter == '}' && depth > 0) {
                depth--;
            }
        }
        return depth;
    }

    /** What stands before the tags, as Markdown of several lines. */
    public String markdown() {
        StringBuilder text = new StringBuilder();
        DocBlock.Kind before = DocBlock.Kind.PARAGRAPH;
        for (DocBlock block : blocks) {
            boolean list = before == DocBlock.Kind.ITEM && block.kind() == DocBlock.Kind.ITEM;
            text.append(text.length() == 0 ? "" : list ? "\n" : "\n\n");
            text.append(
                    switch (block.kind()) {
                        case PARAGRAPH -> block.text();
                        case ITEM -> "- " + block.text();
                        case CODE -> "```text\n" + block.text() + "\n```";
                    });
            before = block.kind();
        }
        return text.toString();
    }

    /** The first sentence, or an empty string. */
    public String summary() {
        String first = blocks.isEmpty() || blocks.get(0).kind() == DocBlock.Kind.CODE
                ? ""
                : blocks.get(0).text();
        for (int end = first.indexOf(". "); end >= 0; end = first.indexOf(". ", end + 1)) {
            String sentence = first.substring(0, end + 1);
            if (!sentence.endsWith("e.g.") && !sentence.endsWith("i.e.")) {
                return sentence;
            }
        }
        return first;
    }
}
