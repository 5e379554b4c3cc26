package dev.anabranch.stdlib.table;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.duckdb.DuckDBConnection;

/**
 * The process's DuckDB, in memory and empty. Starting one takes milliseconds, a further connection to it a fraction of
 * one, so that queries share it; each query's connection, temporary tables included, is its own.
 */
final class Duck {
    private static final DuckDBConnection FIRST = start();

    private Duck() {}

    /** A connection, to be closed. */
    static DuckDBConnection connect() {
        try {
            return FIRST.duplicate();
        } catch (SQLException broken) {
            throw new IllegalStateException("DuckDB does not connect: " + broken.getMessage(), broken);
        }
    }

    private static DuckDBConnection start() {
        Properties settings = new Properties();
        // The tasks of a flow are what runs in parallel; one thread a query also fixes the order of rows and sums.
        settings.setProperty("threads", "1");
        settings.setProperty("preserve_insertion_order", "true");
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty(
                "temp_directory",
                Path.of(
                                System.getProperty("java.io.tmpdir"),
                                "anabranch-duckdb-" + ProcessHandle.current().pid())
                        .toString());
        settings.setProperty("lock_configuration", "true");
        try {
            return DriverManager.getConnection("jdbc:duckdb:", settings).unwrap(DuckDBConnection.class);
        } catch (SQLException broken) {
            throw new IllegalStateException("DuckDB does not start: " + broken.getMessage(), broken);
        }
    }
}
