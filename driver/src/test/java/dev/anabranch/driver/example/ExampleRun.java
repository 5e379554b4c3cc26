package dev.anabranch.driver.example;

import dev.anabranch.driver.FlowCompiler;
import dev.anabranch.driver.FlowRequest;
import dev.anabranch.driver.ThisMachine;
import dev.anabranch.driver.cluster.ClusterFile;
import dev.anabranch.driver.store.PlanStore;
import dev.anabranch.model.cluster.Cluster;
import dev.anabranch.model.diagnostic.Checked;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.SourceText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Does in a folder what the command of an example says. */
final class ExampleRun {
    private final Path folder;

    ExampleRun(Path folder) {
        this.folder = folder;
    }

    /** What the command has to say about a file of an example. */
    List<Diagnostic> diagnostics(DiagnosticExample example, ExampleFile file) throws IOException {
        for (ExampleFile each : (Iterable<ExampleFile>) example.files()::iterator) {
            Files.write(folder.resolve(each.name()), content(example, each));
        }
        List<String> words = file.command().orElse(List.of("check", file.name()));
        FlowRequest request = new FlowRequest(folder.resolve(words.get(1)), Map.of(), ThisMachine.cluster(2));
        for (int i = 2; i < words.size(); i += 2) {
            String value = words.get(i + 1);
            switch (words.get(i)) {
                case "-p" ->
                    request = request.with(
                            value.substring(0, value.indexOf('=')), value.substring(value.indexOf('=') + 1));
                case "--workers" ->
                    request = new FlowRequest(
                            request.file(), request.parameters(), ThisMachine.cluster(Integer.parseInt(value)));
                case "--cluster" -> {
                    Checked<Cluster> cluster =
                            ClusterFile.read(SourceText.of(value, Files.readString(folder.resolve(value))));
                    if (cluster.value().isEmpty()) {
                        return cluster.diagnostics();
                    }
                    request = new FlowRequest(
                            request.file(),
                            request.parameters(),
                            cluster.value().get());
                }
                default -> throw new IllegalArgumentException("examples know no option " + words.get(i));
            }
        }
        FlowCompiler compiler =
                new FlowCompiler(ExampleRun.class.getClassLoader(), new PlanStore(folder.resolve("plans")));
        return switch (words.get(0)) {
            case "check" -> compiler.check(request).diagnostics();
            case "plan" -> compiler.plan(request).diagnostics();
            default -> throw new IllegalArgumentException("examples know no verb " + words.get(0));
        };
    }

    /** Files that a flow reads are looked for where the command is called, which is not the folder here. */
    private byte[] content(DiagnosticExample example, ExampleFile file) {
        String text = new String(file.bytes(), StandardCharsets.ISO_8859_1);
        for (ExampleFile other : example.others()) {
            text = text.replace("lines(\"" + other.name() + "\"", "lines(\"" + folder.resolve(other.name()) + "\"");
        }
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** What was printed, with files called as the example calls them. */
    String named(String printed) {
        return printed.replace(folder + "/", "");
    }
}
