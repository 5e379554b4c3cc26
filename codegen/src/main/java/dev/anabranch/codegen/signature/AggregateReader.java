package dev.anabranch.codegen.signature;

import dev.anabranch.model.task.TaskSignature;
import dev.anabranch.model.task.TaskSignature.Aggregate;
import dev.anabranch.model.task.TaskSignature.Parameter;
import dev.anabranch.model.type.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Adds the steps of an aggregate to a task's signature, or says why it cannot be one. */
final class AggregateReader {
    private final ClassFacts facts;
    private final ClassAccess access;
    private final List<SignatureProblem> problems;

    AggregateReader(ClassFacts facts, ClassAccess access, List<SignatureProblem> problems) {
        this.facts = facts;
        this.access = access;
        this.problems = problems;
    }

    /** The signature with its steps, if it is marked as an aggregate; empty if there was a problem. */
    Optional<TaskSignature> read(ClassFacts.Method method, TaskSignature task) {
        boolean associative = Boolean.TRUE.equals(method.task.get("associative"));
        Map<String, Object> named = method.aggregate;
        if (named == null && !associative) {
            return Optional.of(task);
        }
        int before = problems.size();
        Optional<Aggregate> aggregate = Optional.empty();
        if (named != null && associative) {
            problem(task, "`associative = true` names the method itself as its steps; leave it out beside @Aggregate");
        } else if (suits(task)) {
            aggregate = named == null ? ofItself(task) : named(named, task);
        }
        return problems.size() > before ? Optional.empty() : aggregate.map(a -> with(task, a));
    }

    private boolean suits(TaskSignature task) {
        if (list(task).isEmpty()) {
            problem(task, "an aggregate takes a list, and it has no parameter that is one; leave the mark out");
        } else if (!plain(task) || task.outputs().get(0).accessor().isPresent()) {
            problem(
                    task,
                    "an aggregate has one result, no effect, and gives the same result each time; leave the mark out");
        } else {
            return true;
        }
        return false;
    }

    private static boolean plain(TaskSignature task) {
        return task.deterministic()
                && !task.effect()
                && !task.generator()
                && task.outputs().size() == 1;
    }

    private Optional<Aggregate> ofItself(TaskSignature task) {
        ValueType element = element(list(task).orElseThrow());
        if (!result(task).equals(element)) {
            problem(
                    task,
                    "it makes `" + result(task).label() + "` of a list of `" + element.label()
                            + "`, so it cannot combine its own results; name its steps with @Aggregate");
            return Optional.empty();
        }
        return Optional.of(new Aggregate(task, task, Optional.empty(), 1));
    }

    private Optional<Aggregate> named(Map<String, Object> named, TaskSignature task) {
        double size = named.get("size") instanceof Double given ? given : 1;
        if (!(size > 0 && size < Double.POSITIVE_INFINITY)) {
            problem(
                    task,
                    "@Aggregate(size = " + size + ") is no size; write how many results a partial result is as large"
                            + " as");
        }
        Optional<TaskSignature> partial = step("partial", named, task);
        Optional<TaskSignature> combine = step("combine", named, task);
        boolean finishes = !String.valueOf(named.getOrDefault("finish", "")).isEmpty();
        Optional<TaskSignature> finish = finishes ? step("finish", named, task) : Optional.empty();
        if (partial.isEmpty() || combine.isEmpty() || (finishes && finish.isEmpty())) {
            return Optional.empty();
        }
        ValueType of = result(partial.get());
        takes(partial.get(), list(task).orElseThrow().type(), task);
        takes(combine.get(), new ValueType.ListOf(of), task);
        gives(combine.get(), of, "a partial result, as `" + partial.get().method() + "` does", task);
        if (finish.isPresent()) {
            takes(finish.get(), of, task);
            gives(finish.get(), result(task), "the result of `" + task.method() + "`", task);
        } else if (!of.equals(result(task))) {
            problem(
                    task,
                    "its partial result is `" + of.label() + "`, its result `"
                            + result(task).label() + "`; name the step between them with finish = \"...\"");
        }
        return Optional.of(new Aggregate(partial.get(), combine.get(), finish, size));
    }

    private Optional<TaskSignature> step(String role, Map<String, Object> named, TaskSignature task) {
        String name = String.valueOf(named.get(role));
        List<ClassFacts.Method> methods = facts.named(name);
        if (methods.size() != 1) {
            problem(
                    task,
                    "@Aggregate(" + role + " = \"" + name + "\") names no method of this class that is the only one of"
                            + " its name; " + (methods.isEmpty() ? "write one" : "give the others another name"));
            return Optional.empty();
        }
        Optional<TaskSignature> step =
                new MethodSignatureReader(task.library(), task.className(), methods.get(0), access, problems).read();
        if (step.isPresent() && !plain(step.get())) {
            problem(
                    task,
                    "its step `" + name + "` must have one result, no effect, and give the same result each time");
            return Optional.empty();
        }
        return step;
    }

    /** Checks that a step takes what it is to work on first, and else only parameters of the task. */
    private void takes(TaskSignature step, ValueType wanted, TaskSignature task) {
        List<Parameter> parameters = new ArrayList<>(step.parameters());
        parameters.removeIf(p -> p.kind() == Parameter.Kind.CONTEXT);
        if (parameters.isEmpty()
                || parameters.get(0).kind() != Parameter.Kind.VALUE
                || parameters.get(0).optional()
                || !parameters.get(0).type().equals(wanted)) {
            problem(
                    task,
                    "its step `" + step.method() + "` must take `" + wanted.label()
                            + "` as its first parameter behind the task context");
            return;
        }
        String list = list(task).orElseThrow().name();
        for (Parameter parameter : parameters.subList(1, parameters.size())) {
            boolean known = task.parameters().stream()
                    .anyMatch(p -> p.kind() == Parameter.Kind.VALUE
                            && parameter.kind() == Parameter.Kind.VALUE
                            && !p.name().equals(list)
                            && p.name().equals(parameter.name())
                            && p.optional() == parameter.optional()
                            && p.type().equals(parameter.type()));
            if (!known) {
                problem(
                        task,
                        "its step `" + step.method() + "` takes `" + parameter.name() + "` of type `"
                                + parameter.type().label() + "`, which `" + task.method()
                                + "` has not; steps take parameters of the task under their names");
            }
        }
    }

    private void gives(TaskSignature step, ValueType wanted, String what, TaskSignature task) {
        if (!result(step).equals(wanted)) {
            problem(
                    task,
                    "its step `" + step.method() + "` gives `" + result(step).label() + "`; it must give `"
                            + wanted.label() + "`, " + what);
        }
    }

    private static Optional<Parameter> list(TaskSignature task) {
        return task.parameters().stream()
                .filter(p -> p.kind() == Parameter.Kind.VALUE && !p.optional() && p.type() instanceof ValueType.ListOf)
                .findFirst();
    }

    private static ValueType element(Parameter list) {
        return ((ValueType.ListOf) list.type()).element();
    }

    private static ValueType result(TaskSignature task) {
        return task.outputs().get(0).type();
    }

    private static TaskSignature with(TaskSignature task, Aggregate aggregate) {
        return new TaskSignature(
                task.library(),
                task.name(),
                task.className(),
                task.method(),
                task.descriptor(),
                task.parameters(),
                task.outputs(),
                task.deterministic(),
                task.effect(),
                Optional.of(aggregate),
                task.estimate());
    }

    private void problem(TaskSignature task, String message) {
        problems.add(new SignatureProblem(task.className(), task.method(), message));
    }
}
