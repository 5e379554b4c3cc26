package dev.anabranch.mavenplugin;

import dev.anabranch.driver.store.Sha256;
import dev.anabranch.dsl.Parser;
import dev.anabranch.dsl.tree.Statement;
import dev.anabranch.model.diagnostic.SourceText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Recognises a build whose inputs are those of the last one, without starting a compiler. Two digests that are equal
 * mean equal inputs; unequal ones may still lead to equal outputs (a comment, an unrelated new jar).
 */
final class InputDigest {
    /** What a flow may depend on beside its text, the class path and the flows that it uses: data files. */
    private static final Pattern LISTS_FILES = Pattern.compile("\\b(files|lines)\\b");

    private static final Pattern USES_FLOWS = Pattern.compile("\\buse\\s+flow\\b");

    private final StringBuilder text = new StringBuilder();

    private InputDigest() {}

    /**
     * The digest of a request.
     *
     * @param base the project's folder
     * @param compiler the class path of the compiler
     * @param ownSources the project's own Java sources that tasks are read from
     * @return empty if a flow depends on files that cannot be known without compiling it
     */
    static Optional<String> of(CompileRequest request, Path base, List<String> compiler, List<String> ownSources)
            throws IOException {
        InputDigest digest = new InputDigest();
        digest.add(System.getProperty("java.vm.version"));
        Set<Path> seen = new HashSet<>();
        for (String flow : request.flows()) {
            if (!digest.addFlow(flow, base.resolve(flow).normalize(), seen)) {
                return Optional.empty();
            }
        }
        request.parameters().forEach((name, value) -> {
            digest.add(name);
            digest.add(value);
        });
        digest.add(request.workers() + " " + request.memory() + " " + request.outputs());
        if (!request.clusterFile().isEmpty()) {
            digest.add(request.clusterFile());
            digest.add(Sha256.of(base.resolve(request.clusterFile())));
        }
        if (!request.profiles().isEmpty()) {
            digest.add(request.profiles());
            for (Path profile : regularFiles(base.resolve(request.profiles()))) {
                digest.add(profile.getFileName().toString());
                digest.add(Sha256.of(profile));
            }
        }
        digest.stamps(compiler);
        digest.stamps(request.classPath());
        digest.names(request.sourceRoots());
        for (String source : ownSources) {
            Path file = base.resolve(source);
            digest.add(Files.isRegularFile(file) ? Sha256.of(file) : "gone");
        }
        for (String root : request.resourceRoots()) {
            Path index = Path.of(root).resolve(ProjectClasses.LIBRARY_INDEX);
            digest.add(Files.isRegularFile(index) ? Sha256.of(index) : "none");
        }
        return Optional.of(Sha256.of(digest.text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Adds a flow and those that it uses.
     *
     * @param name by which it is known
     * @param seen the files that were added before
     * @return false if a flow lists files, or cannot be read
     */
    private boolean addFlow(String name, Path file, Set<Path> seen) throws IOException {
        if (!seen.add(file)) {
            return true;
        }
        if (!Files.isRegularFile(file)) {
            return false;
        }
        byte[] content = Files.readAllBytes(file);
        add(name);
        add(Sha256.of(content));
        // A flow that is not UTF-8 has a mistake, which no digest must hide: it never becomes a remembered state.
        String decoded = new String(content, StandardCharsets.UTF_8);
        if (LISTS_FILES.matcher(decoded).find()) {
            return false;
        }
        return !USES_FLOWS.matcher(decoded).find() || addUsed(SourceText.of(name, decoded), file, seen);
    }

    private boolean addUsed(SourceText flow, Path file, Set<Path> seen) throws IOException {
        for (Statement.UseFlow use : Parser.parseWithErrors(flow).tree().flows()) {
            String path = use.path().constant().orElse("");
            try {
                if (!addFlow(path, file.resolveSibling(path).normalize(), seen)) {
                    return false;
                }
            } catch (InvalidPathException e) {
                return false;
            }
        }
        return true;
    }

    private void add(String part) {
        text.append(part.length()).append(':').append(part).append('\n');
    }

    /** Jars and class folders by size and time. */
    private void stamps(List<String> classPath) throws IOException {
        for (String entry : classPath) {
            for (Path file : regularFiles(Path.of(entry))) {
                add(file.toString());
                add(Files.size(file) + " " + Files.getLastModifiedTime(file).toMillis());
            }
        }
    }

    /** A class that comes or goes may hide another; what is in those that nobody asked for does not matter. */
    private void names(List<String> roots) throws IOException {
        for (String root : roots) {
            for (Path file : regularFiles(Path.of(root))) {
                if (file.toString().endsWith(".java")) {
                    add(file.toString());
                }
            }
        }
    }

    private static List<Path> regularFiles(Path root) throws IOException {
        if (!Files.exists(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
