package dev.anabranch.cli;

import dev.anabranch.driver.Preloading;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code anabranch}: compiles flows, shows their plans and runs them. */
@Command(
        name = "anabranch",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false,
        description = {
            "Compiles a task graph, written as a .flow file, into the programs that run it.",
            "",
            "  anabranch init DIR       begin a project",
            "  anabranch check FILE     find every mistake in a flow",
            "  anabranch plan FILE      see what would run where, when and why",
            "  anabranch run FILE       run it and publish its outputs",
            "  anabranch outputs        find what was published",
            "  anabranch tasks          find a task to call",
            ""
        },
        footer = {
            "",
            "anabranch help VERB tells the options of a verb, and gives examples.",
            "Exit codes: 0 done; 1 the flow is wrong; 2 the command line is wrong; 3 the run failed; 4 our bug."
        })
public final class Main implements Runnable {
    private final Screen screen;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    Main(Screen screen) {
        this.screen = screen;
    }

    /** Runs the command and exits with its status. */
    public static void main(String[] arguments) {
        if (arguments.length > 0 && arguments[0].equals("run")) {
            Preloading.begin();
        }
        System.exit(run(Screen.ofProcess(), arguments));
    }

    /** Runs the command on the given screen and returns its exit status. */
    static int run(Screen screen, String... arguments) {
        CommandLine.IFactory factory = new CommandLine.IFactory() {
            @Override
            public <K> K create(Class<K> type) throws Exception {
                try {
                    return type.cast(type.getDeclaredConstructor(Screen.class).newInstance(screen));
                } catch (NoSuchMethodException e) {
                    return CommandLine.defaultFactory().create(type);
                }
            }
        };
        CommandLine command = new CommandLine(new Main(screen), factory);
        Verbs.addTo(command, arguments);
        command.setOut(new PrintWriter(screen.out(), true, StandardCharsets.UTF_8));
        command.setErr(new PrintWriter(screen.err(), true, StandardCharsets.UTF_8));
        command.setColorScheme(CommandLine.Help.defaultColorScheme(
                screen.outIsTerminal() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
        command.setUsageHelpWidth(100);
        command.setUsageHelpLongOptionsMaxWidth(28);
        command.setExecutionExceptionHandler((failure, at, parsed) -> ourBug(screen, failure));
        return command.execute(arguments);
    }

    private static int ourBug(Screen screen, Exception failure) {
        if (failure instanceof CommandFailure known) {
            screen.err().println(failure.getMessage());
            return known.code().status();
        }
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        screen.err().println("This is a defect of Anabranch, not of your flow. Please report it with this text:");
        screen.err().print(trace);
        return ExitCode.OUR_BUG.status();
    }

    @Override
    public void run() {
        spec.commandLine().usage(screen.out());
    }

    /** The version that the build wrote into the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"anabranch " + (version == null ? "(development)" : version)};
        }
    }
}
