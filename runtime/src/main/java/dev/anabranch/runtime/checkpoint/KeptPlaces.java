package dev.anabranch.runtime.checkpoint;

import java.nio.file.Path;

/** Knows where on this machine a kept dataset is that its plan names by where the coordinator has it. */
public interface KeptPlaces {
    /** Where a file is here; the file itself if it was not moved. */
    Path here(Path file);
}
