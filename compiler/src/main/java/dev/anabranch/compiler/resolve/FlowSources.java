package dev.anabranch.compiler.resolve;

import dev.anabranch.model.diagnostic.Checked;
import dev.anabranch.model.diagnostic.SourceText;
import java.util.List;

/** Finds the files behind {@code use flow "path"}; whoever implements it knows the file system. */
@FunctionalInterface
public interface FlowSources {
    /**
     * The text of a used flow.
     *
     * @param user the file that uses it; relative paths start from its folder
     * @param path as it is written there
     * @return for one file always the same object, also for the file that the compilation began with; where the file
     *     holds no text, the diagnostics that say so in the file's own source
     * @throws IllegalArgumentException if there is no such file or it cannot be read; the message, without a full
     *     stop, is shown to the author
     */
    Checked<SourceText> source(SourceText user, String path);

    /**
     * Paths of flow files that may have been meant by one that names none, as they would be written in its place, in
     * order.
     *
     * @param user the file that uses it
     * @param path as it is written there
     */
    default List<String> near(SourceText user, String path) {
        return List.of();
    }

    /** For a text that lies in no folder. */
    static FlowSources none() {
        return (user, path) -> {
            throw new IllegalArgumentException("there are no other files beside " + user.name());
        };
    }
}
