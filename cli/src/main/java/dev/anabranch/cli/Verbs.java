package dev.anabranch.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * The verbs, in the order in which the help tells of them. Only the verb that is called is made ready where that is plain:
 * making all of them ready takes a good part of the time to a flow's first task.
 */
final class Verbs {
    private static final Map<String, Class<?>> ALL = all();

    private Verbs() {}

    private static Map<String, Class<?>> all() {
        Map<String, Class<?>> verbs = new LinkedHashMap<>();
        verbs.put("init", InitCommand.class);
        verbs.put("check", CheckCommand.class);
        verbs.put("fmt", FmtCommand.class);
        verbs.put("plan", PlanCommand.class);
        verbs.put("run", RunCommand.class);
        verbs.put("outputs", OutputsCommand.class);
        verbs.put("compile", CompileCommand.class);
        verbs.put("tasks", TasksCommand.class);
        verbs.put("explain", ExplainCommand.class);
        verbs.put("diff", DiffCommand.class);
        verbs.put("simulate", SimulateCommand.class);
        verbs.put("trace", TraceCommand.class);
        verbs.put("host", HostCommand.class);
        verbs.put("calibrate", CalibrateCommand.class);
        verbs.put("certs", CertsCommand.class);
        verbs.put("clean", CleanCommand.class);
        verbs.put("help", CommandLine.HelpCommand.class);
        return verbs;
    }

    /** The classes, by verb. */
    static Map<String, Class<?>> classes() {
        return ALL;
    }

    /** Lets a command know the verb that its arguments call, or all where they may ask about any. */
    static void addTo(CommandLine command, String... arguments) {
        @Nullable Class<?> called = arguments.length == 0 || arguments[0].equals("help") ? null : ALL.get(arguments[0]);
        if (called == null) {
            ALL.forEach(command::addSubcommand);
        } else {
            command.addSubcommand(arguments[0], called);
        }
    }
}
