package dev.anabranch.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Who may depend on whom, as rules over class files.
 *
 * <p>A module's classes are those of the package {@code dev.anabranch.<module>} and below. What a module may use is
 * listed, and everything else is forbidden: a new dependency has to be written down here first.
 */
final class DependencyRules {

    private static final String ROOT = "dev.anabranch.";

    private static final String ARROW = "org.apache.arrow.";
    private static final String NETTY = "io.netty.";
    private static final String SLF4J = "org.slf4j.";
    private static final String JACKSON = "com.fasterxml.jackson.";
    private static final String MICROMETER = "io.micrometer.";

    /** What every module may use: the JDK and the null annotations. */
    private static final List<String> EVERYWHERE = List.of("java.", "javax.", "jdk.", "org.jspecify.");

    /** One module: its name in packages, the modules below it, and the packages of the libraries that it may use. */
    record Module(String name, Set<String> below, List<String> libraries) {

        boolean mayUse(String className) {
            if (className.startsWith(ROOT)) {
                String owner = moduleOf(className);
                return owner.equals(name) || below.contains(owner);
            }
            return EVERYWHERE.stream().anyMatch(className::startsWith)
                    || libraries.stream().anyMatch(className::startsWith);
        }
    }

    /** All modules with code that others build on, lowest first. */
    static final List<Module> MODULES = List.of(
            new Module("api", Set.of(), List.of(ARROW)),
            new Module("model", Set.of("api"), List.of()),
            new Module("dsl", Set.of("model", "api"), List.of("org.antlr.v4.runtime.")),
            new Module("compiler", Set.of("dsl", "model", "api"), List.of()),
            new Module("codegen", Set.of("model", "api"), List.of("com.palantir.javapoet.", "org.objectweb.asm.")),
            new Module("runtime", Set.of("api"), List.of(NETTY, ARROW, SLF4J, "io.nats.client.")),
            new Module(
                    "stdlib",
                    Set.of("api"),
                    List.of(
                            ARROW,
                            SLF4J,
                            "org.bytedeco.",
                            "org.duckdb.",
                            "io.trino.tpch.",
                            "com.google.common.",
                            "ucar.")),
            new Module(
                    "driver",
                    Set.of("api", "model", "dsl", "compiler", "codegen", "runtime", "stdlib"),
                    List.of(ARROW, SLF4J, JACKSON, "org.yaml.snakeyaml.", "org.sqlite.", "com.sun.management.")),
            new Module(
                    "mavenplugin",
                    Set.of("api", "model", "dsl", "compiler", "codegen", "runtime", "stdlib", "driver"),
                    List.of("org.apache.maven.")),
            new Module(
                    "cli",
                    Set.of("api", "model", "dsl", "compiler", "codegen", "runtime", "stdlib", "driver"),
                    List.of(
                            ARROW,
                            SLF4J,
                            JACKSON,
                            MICROMETER,
                            "picocli.",
                            "org.bouncycastle.",
                            "com.sun.net.httpserver.")),
            new Module(
                    "testkit",
                    Set.of("api", "model", "dsl", "compiler", "runtime"),
                    List.of(ARROW, NETTY, SLF4J, "net.jqwik.api.", "org.assertj.", "org.junit.", "org.opentest4j.")));

    /** The modules that are functions of their arguments: no files, clocks, threads, network or chance of their own. */
    static final Set<String> PURE = Set.of("model", "dsl", "compiler");

    private static final List<String> FILES = List.of(
            "java.nio.file.",
            "java.nio.channels.",
            "java.net.",
            "java.io.File",
            "java.io.RandomAccessFile",
            "java.io.PrintStream");

    private static final List<String> THREADS = List.of(
            "java.util.concurrent.", "java.util.Timer", "java.lang.Thread", "java.lang.Process", "java.lang.Runtime#");

    private static final Set<String> CLOCKS =
            Set.of("java.time.Clock", "java.time.InstantSource", "java.security.SecureRandom");

    private static final Set<String> CALLS_TO_CLOCKS_AND_CHANCE = Set.of(
            "java.lang.System.nanoTime()",
            "java.lang.System.currentTimeMillis()",
            "java.lang.System.getenv(java.lang.String)",
            "java.lang.System.exit(int)",
            "java.lang.Math.random()",
            "java.util.Date.<init>()",
            "java.util.Random.<init>()",
            "java.util.SplittableRandom.<init>()",
            "java.util.UUID.randomUUID()");

    private DependencyRules() {}

    /** One rule for each module's list, one for metrics, and the rules of the pure modules. */
    static List<ArchRule> all() {
        List<ArchRule> rules = new ArrayList<>();
        for (Module module : MODULES) {
            rules.add(classes()
                    .that(are(module))
                    .should()
                    .onlyDependOnClassesThat(describe(
                            "the module " + module.name() + " may use",
                            used -> isPrimitive(used) || module.mayUse(nameOf(used)))));
        }
        rules.add(noClasses()
                .that()
                .resideOutsideOfPackage("dev.anabranch.cli.metrics")
                .should()
                .dependOnClassesThat(describe(
                        "are for metrics, of which only who serves them knows",
                        used -> nameOf(used).startsWith(MICROMETER))));
        DescribedPredicate<JavaClass> pure =
                describe("are in " + PURE.stream().sorted().toList(), type -> PURE.contains(moduleOf(type.getName())));
        rules.add(noClasses()
                .that(pure)
                .should()
                .dependOnClassesThat(describe("stand for files, threads or clocks", DependencyRules::isImpure)));
        rules.add(noClasses()
                .that(pure)
                .should()
                .callCodeUnitWhere(describe("asks a clock or chance", call -> asksClockOrChance(call))));
        return rules;
    }

    static DescribedPredicate<JavaClass> are(Module module) {
        return describe(
                "are in the module " + module.name(),
                type -> type.getName().startsWith(ROOT)
                        && moduleOf(type.getName()).equals(module.name()));
    }

    private static boolean isImpure(JavaClass type) {
        String name = nameOf(type);
        return CLOCKS.contains(name)
                || FILES.stream().anyMatch(name::startsWith)
                || THREADS.stream().anyMatch((name + "#")::startsWith);
    }

    private static boolean asksClockOrChance(JavaCall<?> call) {
        String owner = nameOf(call.getTargetOwner());
        return CALLS_TO_CLOCKS_AND_CHANCE.contains(call.getTarget().getFullName())
                || (owner.startsWith("java.time.") && call.getName().equals("now"));
    }

    private static boolean isPrimitive(JavaClass type) {
        return type.getBaseComponentType().isPrimitive();
    }

    /** The name of a class, or of what an array is of. */
    private static String nameOf(JavaClass type) {
        return type.getBaseComponentType().getName();
    }

    private static String moduleOf(String className) {
        if (!className.startsWith(ROOT)) {
            return "";
        }
        int end = className.indexOf('.', ROOT.length());
        return end < 0 ? "" : className.substring(ROOT.length(), end);
    }
}
