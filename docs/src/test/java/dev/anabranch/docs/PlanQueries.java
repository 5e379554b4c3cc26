package dev.anabranch.docs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.duckdb.DuckDBConnection;

/** Queries over the tables of a plan folder; each table goes by the name of its file. */
final class PlanQueries {
    private PlanQueries() {}

    /** How many rows a query gives. */
    static int rows(Path plan, String query) throws IOException {
        List<Path> tables = new ArrayList<>();
        try (Stream<Path> files = Files.list(plan)) {
            files.filter(file -> file.toString().endsWith(".arrow")).sorted().forEach(tables::add);
        }
        try (BufferAllocator allocator = new RootAllocator();
                Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            for (Path table : tables) {
                load(table, connection.unwrap(DuckDBConnection.class), statement, allocator);
            }
            int rows = 0;
            try (ResultSet result = statement.executeQuery(query)) {
                while (result.next()) {
                    rows++;
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalArgumentException(query, e);
        }
    }

    private static void load(Path table, DuckDBConnection connection, Statement statement, BufferAllocator allocator)
            throws IOException, SQLException {
        String name = table.getFileName().toString().replace(".arrow", "");
        try (FileChannel channel = FileChannel.open(table, StandardOpenOption.READ);
                ArrowFileReader reader = new ArrowFileReader(channel, allocator);
                ArrowArrayStream stream = ArrowArrayStream.allocateNew(allocator)) {
            Data.exportArrayStream(allocator, reader, stream);
            connection.registerArrowStream("stream_" + name, stream);
            statement.execute("create table " + name + " as select * from stream_" + name);
        }
    }
}
