package dev.anabranch.testkit.flow;

import dev.anabranch.compiler.resolve.FileLister;
import dev.anabranch.testkit.reference.FlowFiles;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The files of a test as the compiler asks for them. */
public record CompilerFiles(FlowFiles files) implements FileLister {
    @Override
    public List<String> files(String glob) {
        return files.matching(glob);
    }

    @Override
    public Optional<byte[]> content(String path, int most) {
        return files.content(path).map(text -> text.getBytes(StandardCharsets.UTF_8));
    }
}
