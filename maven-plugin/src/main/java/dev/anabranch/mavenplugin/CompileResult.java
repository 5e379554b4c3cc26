package dev.anabranch.mavenplugin;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * What came of a compilation. Where there are errors, no generated file was touched.
 *
 * @param errors mistakes of the flows' author, as the compiler shows them, by file and position
 * @param warnings the same, for what does not stop a build
 * @param planned one line for each flow that got a plan
 * @param files what was generated; empty where there are errors
 * @param ownSources the project's own Java sources that were read for their tasks
 */
record CompileResult(
        List<String> errors,
        List<String> warnings,
        List<String> planned,
        GeneratedFiles files,
        List<String> ownSources) {

    /** Writes it for the build. */
    void write(DataOutput out) throws IOException {
        Wire.write(out, errors);
        Wire.write(out, warnings);
        Wire.write(out, planned);
        Wire.write(out, files.digests());
        Wire.write(out, ownSources);
    }

    /** Reads what {@link #write} wrote. */
    static CompileResult read(DataInput in) throws IOException {
        return new CompileResult(
                Wire.readList(in),
                Wire.readList(in),
                Wire.readList(in),
                new GeneratedFiles(Wire.readMap(in)),
                Wire.readList(in));
    }
}
