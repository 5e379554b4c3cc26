package dev.anabranch.driver;

import dev.anabranch.compiler.resolve.FlowSources;
import dev.anabranch.driver.store.Sha256;
import dev.anabranch.dsl.SourceDecoder;
import dev.anabranch.model.diagnostic.Checked;
import dev.anabranch.model.diagnostic.SourceText;
import java.io.IOException;
import java.io.InputStream;
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

/** Reads the files of the flows that a flow uses, each once, and remembers them: its plan depends on them all. */
final class FlowFiles implements FlowSources {
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
