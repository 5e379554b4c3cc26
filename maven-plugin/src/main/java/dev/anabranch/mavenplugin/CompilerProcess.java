package dev.anabranch.mavenplugin;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts {@link CompilerMain} with the Java that runs the build and the flags that Arrow needs. */
final class CompilerProcess {
    private static final int FIRST_VERSION_THAT_WARNS = 24;

    private final List<String> classPath;
    private final Path folder;
    private final Path log;

    /**
     * @param classPath of the compiler
     * @param folder the project's folder, in which the process works
     * @param log takes what the process prints
     */
    CompilerProcess(List<String> classPath, Path folder, Path log) {
        this.classPath = List.copyOf(classPath);
        this.folder = folder;
        this.log = log;
    }

    /**
     * Compiles.
     *
     * @throws IOException if the process cannot be started or ends without a result; the message has what it printed
     */
    CompileResult run(CompileRequest request) throws IOException, InterruptedException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        ProcessBuilder builder = new ProcessBuilder(command())
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.to(log.toFile()));
        // A class path of a hundred jars is too long for some systems' command lines, and for no system's environment.
        builder.environment().put("CLASSPATH", String.join(File.pathSeparator, classPath));
        Process process = builder.start();
        try {
            try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()))) {
                request.write(out);
            }
            CompileResult result;
            try (DataInputStream in = new DataInputStream(process.getInputStream())) {
                result = CompileResult.read(in);
            }
            process.waitFor();
            return result;
        } catch (EOFException e) {
            throw failed(process.waitFor(), e);
        } catch (IOException e) {
            process.destroy();
            throw failed(process.waitFor(), e);
        } finally {
            process.destroy();
        }
    }

    private IOException failed(int status, IOException cause) throws IOException {
        return new IOException(
                "the process that compiles flows ended with status " + status + " and said:\n" + Files.readString(log),
                cause);
    }

    private static List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--add-opens=java.base/java.nio=ALL-UNNAMED");
        if (Runtime.version().feature() >= FIRST_VERSION_THAT_WARNS) {
            command.add("--sun-misc-unsafe-memory-access=allow");
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        // It works for about a second: no threads for collecting garbage, classes as the JDK's archive has them.
        command.add("-XX:+UseSerialGC");
        command.add("-Xshare:auto");
        command.add("-Dfile.encoding=UTF-8");
        command.add(CompilerMain.class.getName());
        return command;
    }
}
