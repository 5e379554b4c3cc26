package dev.anabranch.api.processor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The documentation comments of a class with tasks, as they lie beside its class file. Javadoc is not part of class
 * files; {@link TaskProcessor} keeps it in a file of its own, so that compiling one class never touches what is kept of
 * another.
 *
 * <p>The file is UTF-8 text. Its first line names the format; {@code class} and {@code task NAME} begin an entry, and
 * the lines of its comment follow with a blank in front:
 *
 * <pre>
 * anabranch comments 1
 * class
 *  Tasks on temperatures.
 * task celsius
 *  Degrees Celsius from kelvin.
 * </pre>
 *
 * @param library the comment of the class, without slashes and stars; empty if it has none
 * @param tasks the comment of each task by the name that flows use, in the order of the source
 */
public record TaskComments(String library, Map<String, String> tasks) {
    /** How the file's name ends. */
    public static final String EXTENSION = ".tasks";

    private static final String FORMAT = "anabranch comments 1";
    private static final String CLASS = "class";
    private static final String TASK = "task ";

    public TaskComments {
        tasks = Collections.unmodifiableMap(new LinkedHashMap<>(tasks));
    }

    /**
     * Where the file of a class is on a class path.
     *
     * @param className its binary name, such as {@code com.acme.Model$Tasks}
     */
    public static String path(String className) {
        return className.replace('.', '/') + EXTENSION;
    }

    /** The file's content. */
    public String write() {
        StringBuilder text = new StringBuilder(FORMAT).append('\n');
        entry(CLASS, library, text);
        tasks.forEach((name, comment) -> {
            // No flow can call a task of such a name.
            if (name.lines().count() == 1) {
                entry(TASK + name, comment, text);
            }
        });
        return text.toString();
    }

    private static void entry(String head, String comment, StringBuilder text) {
        text.append(head).append('\n');
        comment.lines().forEach(line -> text.append(' ').append(line).append('\n'));
    }

    /** What a file holds; empty if it is none of these, or of another format. */
    public static Optional<TaskComments> read(String content) {
        List<String> lines = content.lines().toList();
        if (lines.size() < 2 || !lines.get(0).equals(FORMAT) || !lines.get(1).equals(CLASS)) {
            return Optional.empty();
        }
        Map<String, String> entries = new LinkedHashMap<>();
        String head = "";
        List<String> comment = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            if (line.startsWith(" ")) {
                comment.add(line.substring(1));
            } else {
                entries.put(head, String.join("\n", comment));
                comment.clear();
                head = line;
            }
        }
        entries.put(head, String.join("\n", comment));
        Map<String, String> tasks = new LinkedHashMap<>();
        entries.forEach((name, text) -> {
            if (name.startsWith(TASK)) {
                tasks.put(name.substring(TASK.length()), text);
            }
        });
        return Optional.of(new TaskComments(entries.getOrDefault(CLASS, ""), tasks));
    }
}
