package dev.anabranch.testkit.reference;

import java.util.List;
import java.util.Optional;

/** The files that a flow takes the coordinates of its dims from. */
@FunctionalInterface
public interface FlowFiles {
    /** No files at all. */
    FlowFiles NONE = pattern -> List.of();

    /** The paths that match a pattern, in their order: {@code files(pattern)}. */
    List<String> matching(String pattern);

    /** What a file holds, if there is one of that path: {@code lines(path)}. */
    default Optional<String> content(String path) {
        return Optional.empty();
    }
}
