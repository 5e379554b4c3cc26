package dev.anabranch.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command, called in a folder of its own, with what it printed. */
final class Anabranch {
    private final Path folder;

    Anabranch(Path folder) {
        this.folder = folder;
    }

    record Answer(int status, String out, String err) {
        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(out);
        }
    }

    Path flow(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    Path folder() {
        return folder;
    }

    /** Starts `run` as a process of its own; what it says goes to {@code out.txt} and {@code err.txt} in the folder. */
    Process start(Path flow, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--workers=2", "--json"));
        arguments.addAll(List.of(more));
        return startOn(flow, arguments.toArray(String[]::new));
    }

    /** The same, with nothing said of workers. */
    Process startOn(Path flow, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.anabranch.cli.Main",
                "run",
                flow.toString(),
                "--plans=" + folder.resolve("plans"),
                "--outputs=" + folder.resolve("outputs"),
                "--trace=" + folder.resolve("trace"),
                "--profile-out=" + folder.resolve("profile.arrow"),
                "--checkpoints=" + folder.resolve("checkpoints")));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out.txt").toFile())
                .redirectError(folder.resolve("err.txt").toFile())
                .start();
    }

    /** Calls the command; plans, outputs and traces go to the folder. */
    Answer call(String verb, Object... arguments) {
        List<String> all = new ArrayList<>(List.of(verb));
        for (Object argument : arguments) {
            all.add(argument.toString());
        }
        if (List.of("check", "plan", "run", "compile", "diff", "explain", "simulate")
                .contains(verb)) {
            all.add("--plans=" + folder.resolve("plans"));
        }
        if (List.of("run", "outputs").contains(verb)) {
            all.add("--outputs=" + folder.resolve("outputs"));
        }
        if (List.of("run", "clean").contains(verb)) {
            all.add("--checkpoints=" + folder.resolve("checkpoints"));
        }
        if (verb.equals("run")) {
            all.add("--trace=" + folder.resolve("trace"));
            all.add("--profile-out=" + folder.resolve("profile.arrow"));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Screen screen = new Screen(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                true);
        int status = Main.run(screen, all.toArray(String[]::new));
        return new Answer(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
