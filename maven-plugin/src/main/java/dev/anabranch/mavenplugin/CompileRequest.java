package dev.anabranch.mavenplugin;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Everything that the result of a compilation depends on, and where it goes.
 *
 * @param flows the flows' files, relative to the project's folder, which is the working directory
 * @param parameters values of the flows' params, in the order given
 * @param workers how many workers to plan for where there is no cluster file
 * @param memory what those workers have together, in bytes
 * @param clusterFile describes where the flows will run; empty for this kind of machine
 * @param profiles the folder of profiles, each named after its flow; empty for none
 * @param classPath the project's dependencies
 * @param sourceRoots the project's own Java sources, without those that this plugin generates
 * @param resourceRoots the project's own resources
 * @param plans where plans are kept from one build to the next
 * @param outputs where the generated files go
 */
record CompileRequest(
        List<String> flows,
        Map<String, String> parameters,
        int workers,
        long memory,
        String clusterFile,
        String profiles,
        List<String> classPath,
        List<String> sourceRoots,
        List<String> resourceRoots,
        Path plans,
        OutputFolders outputs) {

    /** Writes it for the process that compiles. */
    void write(DataOutput out) throws IOException {
        Wire.write(out, flows);
        Wire.write(out, parameters);
        out.writeInt(workers);
        out.writeLong(memory);
        Wire.write(out, clusterFile);
        Wire.write(out, profiles);
        Wire.write(out, classPath);
        Wire.write(out, sourceRoots);
        Wire.write(out, resourceRoots);
        Wire.write(out, plans.toString());
        Wire.write(out, outputs.sources().toString());
        Wire.write(out, outputs.plans().toString());
        Wire.write(out, outputs.classes().toString());
    }

    /** Reads what {@link #write} wrote. */
    static CompileRequest read(DataInput in) throws IOException {
        return new CompileRequest(
                Wire.readList(in),
                Wire.readMap(in),
                in.readInt(),
                in.readLong(),
                Wire.read(in),
                Wire.read(in),
                Wire.readList(in),
                Wire.readList(in),
                Wire.readList(in),
                Path.of(Wire.read(in)),
                new OutputFolders(Path.of(Wire.read(in)), Path.of(Wire.read(in)), Path.of(Wire.read(in))));
    }
}
