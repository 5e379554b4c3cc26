package dev.anabranch.stdlib.table;

import dev.anabranch.api.Table;
import dev.anabranch.api.TaskContext;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.util.AutoCloseables;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBResultSet;

/**
 * One statement on a connection of its own. Tables go in and results come out through Arrow's C data interface, without
 * a copy by us.
 */
final class Query implements AutoCloseable {
    /** Rows in a batch of a result: DuckDB's own row group. */
    private static final long BATCH = 122_880;

    private final BufferAllocator allocator;
    private final DuckDBConnection connection;
    private final List<AutoCloseable> inputs = new ArrayList<>();

    Query(TaskContext task) {
        this.allocator = task.allocator();
        this.connection = Duck.connect();
    }

    /** Makes a table known under a name, for one scan: DuckDB consumes the stream. */
    void lend(String name, Table table) {
        BorrowedBatches reader = new BorrowedBatches(allocator, table);
        inputs.add(reader);
        ArrowArrayStream stream = ArrowArrayStream.allocateNew(allocator);
        inputs.add(stream);
        Data.exportArrayStream(allocator, reader, stream);
        connection.registerArrowStream(name, stream);
    }

    /** Copies a table into DuckDB, for any number of scans. */
    void copy(String name, Table table) {
        String lent = name + " as lent";
        lend(lent, table);
        execute("create temp table " + Sql.name(name) + " as from " + Sql.name(lent));
    }

    /**
     * The rows that a statement returns. It can write nothing but temporary tables.
     *
     * @throws ReadTwiceException if it needs a copy of a table that was lent
     */
    Table table(String sql) {
        execute("begin transaction read only");
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql);
                ArrowReader reader =
                        (ArrowReader) rows.unwrap(DuckDBResultSet.class).arrowExportStream(allocator, BATCH);
                Batches result = new Batches(allocator)) {
            Schema schema = reader.getVectorSchemaRoot().getSchema();
            result.moveAll(reader);
            return result.toTable(schema);
        } catch (SQLException | IOException wrong) {
            throw mistake(sql, wrong);
        }
    }

    /** Runs a statement for its effect. */
    void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException wrong) {
            throw mistake(sql, wrong);
        }
    }

    private static RuntimeException mistake(String sql, Exception wrong) {
        String message = String.valueOf(wrong.getMessage());
        if (message.contains("stream has been released")) {
            return new ReadTwiceException(wrong);
        }
        return new IllegalArgumentException("DuckDB refuses the query: " + message + "\n  query: " + sql, wrong);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException broken) {
            throw new IllegalStateException("DuckDB does not stop: " + broken.getMessage(), broken);
        } finally {
            // What DuckDB has not consumed, after it can no longer ask for it.
            for (int i = inputs.size() - 1; i >= 0; i--) {
                AutoCloseables.closeNoChecked(inputs.get(i));
            }
        }
    }
}
