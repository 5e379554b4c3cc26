package dev.anabranch.mavenplugin;

import java.nio.file.Path;

/**
 * Where generated files go.
 *
 * @param sources the root of the generated Java sources
 * @param plans the root of the generated resources
 * @param classes where the build copies resources to; files that vanish from {@code plans} vanish there too
 */
record OutputFolders(Path sources, Path plans, Path classes) {}
