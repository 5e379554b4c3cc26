package dev.anabranch.codegen.signature;

import dev.anabranch.model.task.TaskLibrary;
import dev.anabranch.model.task.TaskSignature;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a library's tasks from its class file without loading it: all public static methods that are marked
 * {@link dev.anabranch.api.Task}. A method that cannot be a task becomes a {@link SignatureProblem}.
 */
public final class TaskClassReader {
    private final ClassBytes classes;

    /**
     * @param classes where the library's class and the records of its outputs come from
     */
    public TaskClassReader(ClassBytes classes) {
        this.classes = classes;
    }

    /**
     * The tasks of a class.
     *
     * @param className binary name
     * @param libraryName how flows call the library
     * @return empty if there is no such class
     */
    public Optional<ReadLibrary> read(String className, String libraryName) {
        return classes.bytes(className).map(bytes -> read(className, libraryName, bytes));
    }

    private ReadLibrary read(String className, String libraryName, byte[] bytes) {
        List<SignatureProblem> problems = new ArrayList<>();
        Map<String, TaskSignature> tasks = new LinkedHashMap<>();
        Optional<ClassFacts> facts = facts(className, bytes, problems);
        if (facts.isPresent()) {
            ClassAccess access = new ClassAccess(classes);
            access.know(facts.get());
            checkClass(className, facts.get(), access, problems);
            for (ClassFacts.Method method : facts.get().tasks()) {
                new MethodSignatureReader(libraryName, className, method, access, problems)
                        .read()
                        .flatMap(task -> new AggregateReader(facts.get(), access, problems).read(method, task))
                        .ifPresent(task -> add(task, tasks, problems));
            }
        }
        return new ReadLibrary(
                new TaskLibrary(libraryName, className, List.copyOf(tasks.values()), sha256(bytes)), problems);
    }

    private static void add(TaskSignature task, Map<String, TaskSignature> tasks, List<SignatureProblem> problems) {
        if (tasks.putIfAbsent(task.name(), task) != null) {
            problems.add(new SignatureProblem(
                    task.className(),
                    task.method(),
                    "there is already a task `" + task.name() + "`; give one another name with @Task(\"...\")"));
        }
    }

    private static Optional<ClassFacts> facts(String className, byte[] bytes, List<SignatureProblem> problems) {
        try {
            return Optional.of(ClassFacts.of(bytes));
        } catch (RuntimeException notReadable) {
            problems.add(
                    new SignatureProblem(className, "", "the class file is damaged, or newer than what can be read"));
            return Optional.empty();
        }
    }

    private static void checkClass(
            String className, ClassFacts facts, ClassAccess access, List<SignatureProblem> problems) {
        if (!facts.internalName().equals(className.replace('.', '/'))) {
            problems.add(new SignatureProblem(
                    className,
                    "",
                    "the file holds the class " + facts.internalName().replace('/', '.')));
        } else if (!access.isPublic(facts.internalName())) {
            problems.add(new SignatureProblem(className, "", "the class is not public; generated programs call it"));
        } else if (className.indexOf('.') < 0) {
            problems.add(new SignatureProblem(
                    className,
                    "",
                    "the class is in no package, so generated programs cannot name it; move it into one"));
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
