package dev.anabranch.api.processor;

import dev.anabranch.api.Task;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.StandardLocation;

/**
 * Runs in javac where tasks are compiled: writes the {@link TaskComments} of each class with tasks beside its class
 * file, and reports methods that cannot be tasks as errors. It generates no code, and everything but the help works
 * without it.
 */
public final class TaskProcessor extends AbstractProcessor {
    /** Made by javac. */
    public TaskProcessor() {}

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return Set.of(Task.class.getName());
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        Map<TypeElement, List<ExecutableElement>> tasks = new LinkedHashMap<>();
        for (Element element : round.getElementsAnnotatedWith(Task.class)) {
            if (element instanceof ExecutableElement method
                    && method.getEnclosingElement() instanceof TypeElement type) {
                tasks.computeIfAbsent(type, key -> new ArrayList<>()).add(method);
            }
        }
        tasks.forEach(this::library);
        return false;
    }

    private void library(TypeElement type, List<ExecutableElement> methods) {
        if (!TaskType.isPublic(type)) {
            error("the class is not public; generated programs call it", type);
        } else if (packageOf(type).isUnnamed()) {
            error("the class is in no package, so generated programs cannot name it; move it into one", type);
        }
        Set<String> names = new LinkedHashSet<>();
        Map<String, String> comments = new LinkedHashMap<>();
        for (ExecutableElement method : methods) {
            List<String> problems = new ArrayList<>();
            new TaskMethodRules(method, problems::add).check();
            String name = name(method);
            if (problems.isEmpty() && !names.add(name)) {
                problems.add("there is already a task `" + name + "`; give one another name with @Task(\"...\")");
            }
            problems.forEach(problem -> error(problem, method));
            comments.putIfAbsent(name, comment(method));
        }
        write(type, new TaskComments(comment(type), comments));
    }

    private static String name(ExecutableElement method) {
        Task task = method.getAnnotation(Task.class);
        return task == null || task.value().isEmpty() ? method.getSimpleName().toString() : task.value();
    }

    private String comment(Element element) {
        String comment = processingEnv.getElementUtils().getDocComment(element);
        return comment == null ? "" : comment.stripTrailing().stripIndent().strip();
    }

    private PackageElement packageOf(TypeElement type) {
        return processingEnv.getElementUtils().getPackageOf(type);
    }

    private void write(TypeElement type, TaskComments comments) {
        String inPackage = packageOf(type).getQualifiedName().toString();
        String className = processingEnv.getElementUtils().getBinaryName(type).toString();
        String file = className.substring(inPackage.isEmpty() ? 0 : inPackage.length() + 1) + TaskComments.EXTENSION;
        try (OutputStream stream = processingEnv
                .getFiler()
                .createResource(StandardLocation.CLASS_OUTPUT, inPackage, file, type)
                .openOutputStream()) {
            stream.write(comments.write().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            error("the comments of its tasks cannot be written: " + e.getMessage(), type);
        }
    }

    private void error(String message, Element place) {
        processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, message, place);
    }
}
