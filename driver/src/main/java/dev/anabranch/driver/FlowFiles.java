package dev.anabranch.driver;

import dev.anabranch.compiler.resolve.FlowSources;
import dev.anabranch.driver.store.Sha256;
import dev.anabranch.dsl.SourceDecoder;
import dev.anabranch.model.diagnostic.Checked;
import dev.anabranch.model.diagnostic.SourceText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Reads the files of the flows that a flow uses, each once, and remembers them: its plan depends on them all. */
final class FlowFiles implements FlowSources {
    /** In larger folders no file is looked for that may have been meant. */
    private static final int MOST_LISTED = 1_000;

    private final Path flow;
    private final Map<Path, Checked<SourceText>> sources = new HashMap<>();
    private final Map<SourceText, Path> paths = new HashMap<>();
    private final List<SourceText> texts = new ArrayList<>();
    private final SortedMap<String, String> digests = new TreeMap<>();

    /**
     * @param flow the file of the flow that is compiled
     * @param text its content
     */
    FlowFiles(Path flow, SourceText text) throws IOException {
        this.flow = flow;
        remember(flow.toRealPath(), flow, Checked.of(text));
    }

    private void remember(Path real, Path path, Checked<SourceText> source) {
        sources.put(real, source);
        source.value().ifPresent(text -> {
            paths.put(text, path);
            texts.add(text);
        });
    }

    @Override
    public Checked<SourceText> source(SourceText user, String path) {
        try {
            Path file = Optional.ofNullable(paths.get(user))
                    .orElseThrow()
                    .resolveSibling(path)
                    .normalize();
            if (!Files.isRegularFile(file)) {
                throw new IllegalArgumentException(
                        Files.exists(file) ? file + " is no regular file" : "there is no file " + file);
            }
            Path real = file.toRealPath();
            Checked<SourceText> known = sources.get(real);
            if (known != null) {
                return known;
            }
            byte[] content = read(file);
            Checked<SourceText> source = SourceDecoder.decode(file.toString(), content);
            digests.put(way(file), Sha256.of(content));
            remember(real, file, source);
            return source;
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("files cannot have that name", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("reading it failed: " + e.getMessage(), e);
        }
    }

    @Override
    public List<String> near(SourceText user, String path) {
        try {
            Path from = Optional.ofNullable(paths.get(user)).orElseThrow();
            String folder = path.substring(0, path.lastIndexOf('/') + 1);
            List<String> near = new ArrayList<>(flows(from.resolveSibling(folder), folder));
            near.addAll(flows(from.resolveSibling(""), ""));
            for (String below : names(from.resolveSibling(""), Files::isDirectory)) {
                near.addAll(flows(from.resolveSibling(below), below + "/"));
            }
            near.removeIf(file -> from.resolveSibling(file).normalize().equals(from.normalize()));
            return near.stream().distinct().toList();
        } catch (InvalidPathException e) {
            return List.of();
        }
    }

    private static List<String> flows(Path folder, String prefix) {
        return names(folder, Files::isRegularFile).stream()
                .filter(name -> name.endsWith(".flow"))
                .map(name -> prefix + name)
                .toList();
    }

    /** The names in a folder, in order; none where it cannot be read or is large, since they are only to help. */
    private static List<String> names(Path folder, Predicate<Path> kind) {
        Path real = folder.toString().isEmpty() ? Path.of(".") : folder;
        if (!Files.isDirectory(real)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(real)) {
            List<Path> all = files.limit(MOST_LISTED + 1L).toList();
            return all.size() > MOST_LISTED
                    ? List.of()
                    : all.stream()
                            .filter(kind)
                            .map(file -> file.getFileName().toString())
                            .sorted()
                            .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    private static byte[] read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(SourceDecoder.LARGEST_FILE + 1);
        }
    }

    /** How a file is found from the flow's folder. */
    private String way(Path file) {
        Path folder = Optional.ofNullable(flow.normalize().getParent()).orElse(Path.of(""));
        boolean related = folder.isAbsolute() == file.isAbsolute();
        return (related ? folder.relativize(file) : file).toString();
    }

    /** SHA-256 of the files of used flows that were read, by their way from the flow's folder. */
    SortedMap<String, String> digests() {
        return new TreeMap<>(digests);
    }

    /** The texts that were read, the flow's own first. */
    List<SourceText> texts() {
        return List.copyOf(texts);
    }

    /** SHA-256 of the file of a used flow as it is now, by its way from a flow's folder. */
    static Optional<String> digest(Path flow, String way) {
        try {
            return Optional.of(Sha256.of(flow.normalize().resolveSibling(way)));
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }
}
