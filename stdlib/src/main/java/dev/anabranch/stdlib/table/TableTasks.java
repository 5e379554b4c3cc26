package dev.anabranch.stdlib.table;

import dev.anabranch.api.Cost;
import dev.anabranch.api.Default;
import dev.anabranch.api.Table;
import dev.anabranch.api.Task;
import dev.anabranch.api.TaskContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Tables: reading files, SQL over Arrow tables, writing Parquet. The SQL is DuckDB's. Every call works on its own
 * thread alone and in a fixed order, so that equal inputs give equal tables, sums of floating-point numbers included.
 */
public final class TableTasks {
    private TableTasks() {}

    /**
     * Reads a file.
     *
     * @param file Parquet ({@code .parquet}), CSV ({@code .csv}, {@code .tsv}) or JSON ({@code .json}, {@code .jsonl},
     *     {@code .ndjson}); the last two also compressed ({@code .csv.gz}, {@code .csv.zst})
     * @param columns what to read, as after {@code select}: {@code "day, amt"}; reading less is faster
     * @return the rows in the file's order
     * @throws IllegalArgumentException if there is no such file, or it is not what its name says
     */
    @Task
    @Cost(time = "50ms", size = "16MiB")
    public static Table scan(TaskContext task, Path file, @Default("\"*\"") String columns) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("there is no file " + file);
        }
        try (Query query = new Query(task)) {
            return query.table("select " + columns + " from " + reader(file) + "(" + Sql.string(file.toString()) + ")");
        }
    }

    private static String reader(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT).replaceFirst("\\.(gz|zst)$", "");
        if (name.endsWith(".parquet")) {
            return "read_parquet";
        }
        if (name.endsWith(".csv") || name.endsWith(".tsv")) {
            return "read_csv";
        }
        if (name.endsWith(".json") || name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
            return "read_json";
        }
        throw new IllegalArgumentException("the name of " + file
                + " does not say what it is: .parquet, .csv, .tsv, .json, .jsonl and .ndjson are known");
    }

    /**
     * Runs a query. The tables it reads are further named arguments:
     * {@code table.sql("select sum(amt) as amt from orders", orders: orders[part])}. Tables are
     * read in place where the query scans each once; where it scans one twice, all are copied into DuckDB first.
     *
     * @param query a statement that returns rows
     * @param tables what the query may name
     * @return the rows; without {@code order by}, in the order that DuckDB makes them on one thread
     * @throws IllegalArgumentException with DuckDB's message, if it refuses the query
     */
    @Task
    @Cost(time = "20ms", size = "1MiB")
    public static Table sql(TaskContext task, String query, Map<String, Table> tables) {
        try (Query run = new Query(task)) {
            tables.forEach(run::lend);
            return run.table(query);
        } catch (ReadTwiceException again) {
            // Rare enough (self-joins, pivots) that the first attempt is worth its try: copying always costs.
            try (Query run = new Query(task)) {
                tables.forEach(run::copy);
                return run.table(query);
            }
        }
    }

    /**
     * One table of the rows of several, in the order of the list, without a copy.
     *
     * @param tables at least one; all with the same columns
     */
    @Task
    @Cost(time = "100us", size = "16MiB")
    public static Table concat(TaskContext task, List<Table> tables) {
        if (tables.isEmpty()) {
            throw new IllegalArgumentException("there is no table to take the columns from: the list is empty");
        }
        Schema schema = tables.get(0).schema();
        for (int i = 1; i < tables.size(); i++) {
            if (!sameColumns(schema, tables.get(i).schema())) {
                throw new IllegalArgumentException("all tables must have the same columns, but the first has "
                        + schema.getFields() + " and number " + (i + 1) + " has "
                        + tables.get(i).schema().getFields());
            }
        }
        try (Batches all = new Batches(task.allocator())) {
            for (Table table : tables) {
                for (VectorSchemaRoot batch : table.batches()) {
                    all.share(schema, batch);
                }
            }
            return all.toTable(schema);
        }
    }

    private static boolean sameColumns(Schema a, Schema b) {
        if (a.getFields().size() != b.getFields().size()) {
            return false;
        }
        for (int i = 0; i < a.getFields().size(); i++) {
            Field left = a.getFields().get(i);
            Field right = b.getFields().get(i);
            if (!left.getName().equals(right.getName())
                    || !left.getType().equals(right.getType())
                    || !left.getChildren().equals(right.getChildren())) {
                return false;
            }
        }
        return true;
    }

    /**
     * Writes a Parquet file. It appears under its name only when it is complete; one that was there is replaced.
     *
     * @param table the rows
     * @param file where to; its folder is made if need be
     * @return the file
     */
    @Task(effect = true)
    @Cost(time = "100ms", size = "0B")
    public static Path write(TaskContext task, Table table, Path file) throws IOException {
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null || target.getFileName() == null) {
            throw new IllegalArgumentException(file + " is not the name of a file");
        }
        Files.createDirectories(folder);
        Path part = folder.resolve("." + target.getFileName() + ".part");
        try (Query query = new Query(task)) {
            query.lend("rows", table);
            query.execute(
                    "copy (from " + Sql.name("rows") + ") to " + Sql.string(part.toString()) + " (format parquet)");
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
        return file;
    }

    /** How many rows a table has. */
    @Task
    @Cost(time = "1us", size = "8B")
    public static long rows(Table table) {
        return table.rows();
    }
}
