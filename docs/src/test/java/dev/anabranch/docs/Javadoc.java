package dev.anabranch.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A documentation comment of a source file, as Markdown.
 *
 * @param paragraphs what stands before the tags
 * @param parameters by name
 * @param result what is said about the result, or an empty string
 */
record Javadoc(List<String> paragraphs, Map<String, String> parameters, String result) {
    private static final Pattern COMMENT = Pattern.compile(
            "/\\*\\*((?:[^*]|\\*(?!/))*)\\*/\\s*((?:@\\w+(?:\\([^)]*\\))?\\s*(?://[^\\n]*\\s*)?)*)([^;{]*)[;{]");

    /** The comment of the first declaration of a file in which a pattern is found. */
    static Javadoc of(Path source, String declaration) throws IOException {
        Pattern wanted = Pattern.compile(declaration);
        Matcher comment = COMMENT.matcher(Files.readString(source));
        while (comment.find()) {
            if (wanted.matcher(comment.group(3)).find()) {
                return parse(comment.group(1));
            }
        }
        throw new IllegalArgumentException(source + " has no documented " + declaration);
    }

    private static Javadoc parse(String comment) {
        String text = comment.replaceAll("(?m)^\\s*\\* ?", "").strip();
        List<String> paragraphs = new ArrayList<>();
        Map<String, String> parameters = new LinkedHashMap<>();
        String result = "";
        String[] parts = text.split("(?m)^(?=@)", -1);
        for (String paragraph : parts[0].split("<p>", -1)) {
            paragraphs.add(markdown(paragraph));
        }
        for (int i = 1; i < parts.length; i++) {
            String[] words = parts[i].split("\\s+", 3);
            if (words[0].equals("@param")) {
                parameters.put(words[1], markdown(words[2]));
            } else if (words[0].equals("@return")) {
                result = markdown(parts[i].substring("@return".length()));
            }
        }
        return new Javadoc(paragraphs, parameters, result);
    }

    private static String markdown(String text) {
        return text.replaceAll("\\{@code\\s+([^}]*)}", "`$1`")
                .replaceAll("\\{@link\\s+#?([^}]*)}", "`$1`")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
