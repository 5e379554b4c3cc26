package dev.anabranch.driver.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.sqlite.JDBC;

/**
 * The published datasets of a directory: Arrow IPC files, found by an SQLite index in write-ahead mode, so that several
 * processes may publish at once. A dataset's key is its name and index; publishing it again replaces it.
 */
public final class OutputCatalogue implements AutoCloseable {
    private static final String INDEX = "catalogue.sqlite";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;
    private final Connection connection;

    private OutputCatalogue(Path directory, Connection connection) {
        this.directory = directory;
        this.connection = connection;
    }

    /**
     * Opens the catalogue of a directory and makes it where it is missing.
     *
     * @throws IOException if the directory or its index cannot be used
     */
    public static OutputCatalogue open(Path directory) throws IOException {
        Files.createDirectories(directory);
        try {
            // Not by the driver manager, which would load the native libraries of all other databases first.
            String url = "jdbc:sqlite:" + directory.resolve(INDEX);
            Connection connection = JDBC.createConnection(url, new Properties());
            try (Statement statement = connection.createStatement()) {
                statement.execute("pragma busy_timeout = 20000");
                statement.execute("pragma journal_mode = wal");
                statement.execute("pragma synchronous = normal");
                statement.execute("create table if not exists outputs (name text not null, idx text not null,"
                        + " flow text not null, metadata text not null, file text not null, bytes integer not null,"
                        + " primary key (name, idx))");
            }
            connection.setAutoCommit(false);
            return new OutputCatalogue(directory, connection);
        } catch (SQLException e) {
            throw failure(directory, e);
        }
    }

    /** Whether a directory holds a catalogue. */
    public static boolean exists(Path directory) {
        return Files.isRegularFile(directory.resolve(INDEX));
    }

    /** The directory of the files. */
    public Path directory() {
        return directory;
    }

    /**
     * Adds or replaces entries, all or none of them. They are listed by name and then by coordinates, whatever the order
     * in which workers finished them.
     *
     * @throws IOException if the index cannot be written
     */
    public void put(List<CatalogueEntry> entries) throws IOException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert or replace into outputs (name, idx, flow, metadata, file, bytes) values (?, ?, ?, ?, ?, ?)")) {
            for (CatalogueEntry entry :
                    entries.stream().sorted(OutputCatalogue::byNameAndIndex).toList()) {
                insert.setString(1, entry.name());
                insert.setString(2, entry.index().toString());
                insert.setString(3, entry.flow());
                insert.setString(4, entry.metadata().toString());
                insert.setString(5, relative(entry.file()));
                insert.setLong(6, entry.bytes());
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
        } catch (SQLException e) {
            throw failure(directory, e);
        }
    }

    private static int byNameAndIndex(CatalogueEntry a, CatalogueEntry b) {
        int order = a.name().compareTo(b.name());
        var left = a.index().elements();
        var right = b.index().elements();
        while (order == 0 && left.hasNext() && right.hasNext()) {
            JsonNode x = left.next();
            JsonNode y = right.next();
            order = x.isNumber() && y.isNumber()
                    ? Long.compare(x.asLong(), y.asLong())
                    : x.asText().compareTo(y.asText());
        }
        return order;
    }

    private String relative(Path file) {
        Path absolute = directory.toAbsolutePath();
        return absolute.relativize(file.toAbsolutePath()).toString().replace('\\', '/');
    }

    /**
     * Finds entries, in the order in which their names and then their coordinates were first published.
     *
     * @param conditions every one must hold: {@code name}, a metadata key or an index, and its value as text
     * @throws IOException if the index cannot be read
     */
    public List<CatalogueEntry> find(List<Map.Entry<String, String>> conditions) throws IOException {
        List<CatalogueEntry> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select flow, name, idx, metadata, file, bytes from outputs order by name, rowid")) {
            while (rows.next()) {
                CatalogueEntry entry = new CatalogueEntry(
                        rows.getString(1),
                        rows.getString(2),
                        object(rows.getString(3)),
                        object(rows.getString(4)),
                        directory.resolve(rows.getString(5)),
                        rows.getLong(6));
                if (conditions.stream().allMatch(c -> matches(entry, c.getKey(), c.getValue()))) {
                    found.add(entry);
                }
            }
            return found;
        } catch (SQLException e) {
            throw failure(directory, e);
        }
    }

    private static boolean matches(CatalogueEntry entry, String key, String value) {
        if (key.equals("name")) {
            return entry.name().equals(value);
        }
        if (key.equals("flow")) {
            return entry.flow().equals(value);
        }
        JsonNode node = entry.metadata().has(key)
                ? entry.metadata().get(key)
                : entry.index().get(key);
        return node != null && node.asText().equals(value);
    }

    private static ObjectNode object(String json) throws IOException {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (JsonProcessingException | ClassCastException e) {
            throw new IOException("the catalogue's index holds something else than JSON objects: " + json, e);
        }
    }

    private static IOException failure(Path directory, SQLException cause) {
        return new IOException(
                "the output catalogue " + directory.resolve(INDEX) + " cannot be used: " + cause.getMessage(), cause);
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failure(directory, e);
        }
    }
}
