package dev.anabranch.driver.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.anabranch.driver.store.Sha256;
import dev.anabranch.model.diagnostic.Checked;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.DiagnosticCode;
import dev.anabranch.model.diagnostic.Diagnostics;
import dev.anabranch.model.diagnostic.SourceText;
import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.profile.MeasuredFamily;
import dev.anabranch.model.profile.Measurement;
import dev.anabranch.model.profile.Profile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A profile as an Arrow IPC file, a row for each task: {@code name} as in a plan's tasks, {@code family}, {@code seconds},
 * the median on a worker of speed 1, {@code runs}, those of each run, {@code first}, {@code reads}, {@code bytes_read},
 * {@code bytes} of each output, and {@code variant}, which of the families in the schema's metadata it belongs to. The
 * folder of a trace is read in the same way, as the profile of one run.
 */
public final class ProfileFile {
    private static final Logger LOG = LoggerFactory.getLogger(ProfileFile.class);
    private static final String FORMAT = "anabranch_profile";
    private static final String VERSION = "1";
    private static final String FLOW = "flow";
    private static final String FAMILIES = "families";
    private static final int BATCH = 1 << 16;
    private static final List<String> COLUMNS =
            List.of("name", "variant", "runs", "first", "reads", "bytes_read", "bytes");
    private static final ObjectMapper JSON = new ObjectMapper();

    private ProfileFile() {}

    /**
     * The profile that a file, or the folder of a trace, holds, or what is wrong with it.
     *
     * @throws IOException if there is none
     */
    public static Checked<FlowProfile> read(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return readTrace(path);
        }
        String digest = Sha256.of(path);
        ArrowColumns columns;
        try {
            columns = ArrowColumns.read(path, List.of());
            if (columns.metadata(FORMAT).isEmpty()) {
                return refuse(ProfileCodes.NO_PROFILE, path, "`" + path + "` is an Arrow file, but no profile");
            }
            if (!columns.metadata(FORMAT).equals(VERSION)) {
                return refuse(
                        ProfileCodes.OTHER_FORMAT,
                        path,
                        "`" + path + "` is a profile of format " + columns.metadata(FORMAT) + ", not " + VERSION);
            }
            return Checked.of(new FlowProfile(path.toString(), digest, profile(ArrowColumns.read(path, COLUMNS))));
        } catch (IOException | RuntimeException damaged) {
            // Arrow throws what it pleases at bytes that are not its own.
            LOG.debug("{} cannot be read as a profile", path, damaged);
            return refuse(ProfileCodes.NO_PROFILE, path, "`" + path + "` cannot be read as a profile");
        }
    }

    private static Checked<FlowProfile> readTrace(Path folder) {
        try {
            StringBuilder digests = new StringBuilder();
            for (String table : List.of("tasks", "datasets", "families", "workers")) {
                digests.append(Sha256.of(folder.resolve(table + ".arrow")));
            }
            String digest = Sha256.of(digests.toString().getBytes(StandardCharsets.UTF_8));
            return Checked.of(new FlowProfile(folder.toString(), digest, TraceProfile.read(folder)));
        } catch (IOException | RuntimeException other) {
            LOG.debug("{} cannot be read as a trace", folder, other);
            return refuse(
                    ProfileCodes.NO_PROFILE, folder, "the folder `" + folder + "` does not hold the trace of a run");
        }
    }

    private static Checked<FlowProfile> refuse(DiagnosticCode code, Path path, String message) {
        Diagnostics diagnostics = new Diagnostics();
        diagnostics.add(Diagnostic.error(code, new Span(SourceText.of(path.toString(), ""), 0, 0), message)
                .withHelp("`anabranch run` writes profiles: to .anabranch/profiles, or where `--profile-out` says"));
        return Checked.failed(diagnostics);
    }

    private static Profile profile(ArrowColumns columns) throws IOException {
        List<List<Measurement>> measurements = new ArrayList<>();
        JsonNode families = families(columns.metadata(FAMILIES));
        families.forEach(unused -> measurements.add(new ArrayList<>()));
        for (int row = 0; row < columns.rows(); row++) {
            measurements
                    .get(columns.number("variant", row))
                    .add(new Measurement(
                            columns.text("name", row),
                            columns.list("runs", row, Double.class),
                            columns.truth("first", row),
                            columns.number("reads", row),
                            columns.size("bytes_read", row),
                            columns.list("bytes", row, Long.class)));
        }
        List<MeasuredFamily> all = new ArrayList<>();
        for (JsonNode family : families) {
            all.add(new MeasuredFamily(
                    family.path("name").asText(),
                    family.path("code").asText(),
                    family.path("meaning").asText(),
                    measurements.get(all.size())));
        }
        return new Profile(columns.metadata(FLOW), all);
    }

    private static JsonNode families(String json) throws IOException {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IOException("not a list of families: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Adds what the trace of a run tells to the profile that a file holds, or begins one. A file that cannot be read, or is
     * of another flow, begins anew.
     *
     * @param trace the folder of the trace
     * @throws IOException if the trace cannot be read or the file not be written
     */
    public static void add(Path file, Path trace) throws IOException {
        Profile now = TraceProfile.read(trace);
        Optional<Profile> before = Files.isRegularFile(file)
                ? read(file)
                        .value()
                        .map(FlowProfile::profile)
                        .filter(known -> known.flow().equals(now.flow()))
                : Optional.empty();
        write(file, before.map(known -> known.and(now)).orElse(now));
    }

    /**
     * Writes a profile, in the place of what is there.
     *
     * @throws IOException if it cannot be written
     */
    public static void write(Path file, Profile profile) throws IOException {
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of(""));
        Files.createDirectories(folder);
        Path aside = Files.createTempFile(folder, ".new-", "");
        try {
            write(profile, aside);
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    private static void write(Profile profile, Path file) throws IOException {
        ArrayNode families = JSON.createArrayNode();
        for (MeasuredFamily family : profile.families()) {
            families.addObject()
                    .put("name", family.name())
                    .put("code", family.code())
                    .put("meaning", family.meaning());
        }
        Map<String, String> metadata =
                Map.of(FORMAT, VERSION, FLOW, profile.flow(), FAMILIES, JSON.writeValueAsString(families));
        ArrowType real = new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
        ArrowType size = new ArrowType.Int(64, true);
        Schema schema = new Schema(
                List.of(
                        column("name", ArrowType.Utf8.INSTANCE),
                        column("family", ArrowType.Utf8.INSTANCE),
                        column("variant", new ArrowType.Int(32, true)),
                        column("seconds", real),
                        list("runs", real),
                        column("first", ArrowType.Bool.INSTANCE),
                        column("reads", new ArrowType.Int(32, true)),
                        column("bytes_read", size),
                        list("bytes", size)),
                metadata);
        try (BufferAllocator allocator = new RootAllocator();
                VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator);
                FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                ArrowFileWriter writer = new ArrowFileWriter(root, null, channel)) {
            writer.start();
            int rows = 0;
            for (int variant = 0; variant < profile.families().size(); variant++) {
                MeasuredFamily family = profile.families().get(variant);
                for (Measurement measurement : family.measurements()) {
                    fill(root, rows++, variant, family.name(), measurement);
                    if (rows == BATCH) {
                        batch(root, rows, writer);
                        rows = 0;
                    }
                }
            }
            batch(root, rows, writer);
            writer.end();
        }
    }

    private static void batch(VectorSchemaRoot root, int rows, ArrowFileWriter writer) throws IOException {
        root.setRowCount(rows);
        writer.writeBatch();
        root.getFieldVectors().forEach(FieldVector::reset);
    }

    private static void fill(VectorSchemaRoot root, int row, int variant, String family, Measurement measurement) {
        text(root, "name", row, measurement.instance());
        text(root, "family", row, family);
        ((IntVector) root.getVector("variant")).setSafe(row, variant);
        ((Float8Vector) root.getVector("seconds")).setSafe(row, measurement.seconds());
        ListVector runs = (ListVector) root.getVector("runs");
        Float8Vector work = (Float8Vector) runs.getDataVector();
        int at = runs.startNewValue(row);
        for (int i = 0; i < measurement.work().size(); i++) {
            work.setSafe(at + i, measurement.work().get(i));
        }
        runs.endValue(row, measurement.work().size());
        ((BitVector) root.getVector("first")).setSafe(row, measurement.first() ? 1 : 0);
        ((IntVector) root.getVector("reads")).setSafe(row, measurement.reads());
        ((BigIntVector) root.getVector("bytes_read")).setSafe(row, measurement.bytesRead());
        ListVector outputs = (ListVector) root.getVector("bytes");
        BigIntVector bytes = (BigIntVector) outputs.getDataVector();
        int from = outputs.startNewValue(row);
        for (int i = 0; i < measurement.bytes().size(); i++) {
            bytes.setSafe(from + i, measurement.bytes().get(i));
        }
        outputs.endValue(row, measurement.bytes().size());
    }

    private static void text(VectorSchemaRoot root, String column, int row, String text) {
        ((VarCharVector) root.getVector(column)).setSafe(row, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Field column(String name, ArrowType type) {
        return new Field(name, FieldType.notNullable(type), null);
    }

    private static Field list(String name, ArrowType type) {
        return new Field(name, FieldType.notNullable(ArrowType.List.INSTANCE), List.of(column("item", type)));
    }
}
