package dev.anabranch.runtime.process;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How this process's Java virtual machine was started, so that another can be started like it. */
public final class JavaCommand {
    /** Flags that only one process can have. */
    private static final List<String> NOT_TWICE = List.of(
            "-agentlib:",
            "-agentpath:",
            "-javaagent:",
            "-Xrunjdwp",
            "-XX:ArchiveClassesAtExit",
            "-Danabranch.launched");

    private JavaCommand() {}

    /** The command of another process of this Java, with the flags and the class path of this one. */
    public static List<String> like(String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (NOT_TWICE.stream().noneMatch(flag::startsWith)) {
                command.add(flag);
            }
        }
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(mainClass);
        command.addAll(arguments);
        return command;
    }
}
