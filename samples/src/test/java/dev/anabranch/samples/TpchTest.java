package dev.anabranch.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.api.Table;
import dev.anabranch.api.TaskContext;
import dev.anabranch.stdlib.table.TableTasks;
import dev.anabranch.stdlib.tpch.TpchTasks;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The queries in parts give what DuckDB gives when it runs the specification's own query over whole tables. */
class TpchTest {
    private static final String SCALE = "0.01";

    @TempDir
    Path folder;

    @Test
    void q1() throws Exception {
        assertThat(inParts("q1")).isEqualTo(whole("""
                                select l_returnflag, l_linestatus, sum(l_quantity) as sum_qty,
                                  sum(l_extendedprice) as sum_base_price,
                                  sum(l_extendedprice * (1 - l_discount)) as sum_disc_price,
                                  sum(l_extendedprice * (1 - l_discount) * (1 + l_tax)) as sum_charge,
                                  avg(l_quantity) as avg_qty, avg(l_extendedprice) as avg_price,
                                  avg(l_discount) as avg_disc, count(*) as count_order
                                from lineitem where l_shipdate <= date '1998-12-01' - interval 90 day
                                group by l_returnflag, l_linestatus order by l_returnflag, l_linestatus
                                """, "lineitem"));
    }

    @Test
    void q3() throws Exception {
        assertThat(inParts("q3")).isEqualTo(whole("""
                                select l_orderkey, sum(l_extendedprice * (1 - l_discount)) as revenue, o_orderdate, o_shippriority
                                from customer, orders, lineitem
                                where c_mktsegment = 'BUILDING' and c_custkey = o_custkey and l_orderkey = o_orderkey
                                  and o_orderdate < date '1995-03-15' and l_shipdate > date '1995-03-15'
                                group by l_orderkey, o_orderdate, o_shippriority
                                order by revenue desc, o_orderdate, l_orderkey limit 10
                                """, "customer", "orders", "lineitem"));
    }

    @Test
    void q6() throws Exception {
        assertThat(inParts("q6")).isEqualTo(whole("""
                                select sum(l_extendedprice * l_discount) as revenue from lineitem
                                where l_shipdate >= date '1994-01-01' and l_shipdate < date '1995-01-01'
                                  and l_discount between 0.05 and 0.07 and l_quantity < 24
                                """, "lineitem"));
    }

    private List<List<String>> inParts(String query) throws IOException {
        SampleRun run = SampleRun.of(
                Path.of("tpch/" + query + ".flow"), Map.of("scale", SCALE, "parts", "3"), 2, folder.resolve("flow"));
        List<List<String>> rows = new ArrayList<>();
        try (RootAllocator allocator = new RootAllocator();
                FileChannel channel = FileChannel.open(run.file("tpch/" + query, "{}"), StandardOpenOption.READ);
                ArrowFileReader reader = new ArrowFileReader(channel, allocator)) {
            while (reader.loadNextBatch()) {
                VectorSchemaRoot batch = reader.getVectorSchemaRoot();
                for (int row = 0; row < batch.getRowCount(); row++) {
                    List<String> cells = new ArrayList<>();
                    for (FieldVector column : batch.getFieldVectors()) {
                        cells.add(cell(column.getObject(row)));
                    }
                    rows.add(cells);
                }
            }
        }
        return rows;
    }

    /** The whole tables as Parquet files, and DuckDB on its own. */
    private List<List<String>> whole(String query, String... tables) throws Exception {
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            for (String table : tables) {
                Path file = folder.resolve(table + ".parquet");
                generate(table, file);
                statement.execute("create view " + table + " as select * from '" + file + "'");
            }
            return rows(statement.executeQuery(query));
        }
    }

    private static void generate(String table, Path file) throws IOException {
        try (BufferAllocator allocator = new RootAllocator()) {
            TaskContext context = new TaskContext() {
                @Override
                public BufferAllocator allocator() {
                    return allocator;
                }

                @Override
                public String instance() {
                    return table;
                }
            };
            try (Table made = TpchTasks.table(context, table, Double.parseDouble(SCALE), 1, 1)) {
                TableTasks.write(context, made, file);
            }
        }
    }

    private static List<List<String>> rows(ResultSet found) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        while (found.next()) {
            List<String> cells = new ArrayList<>();
            for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                cells.add(cell(found.getObject(i)));
            }
            rows.add(cells);
        }
        return rows;
    }

    /** Arrow counts days since 1970, JDBC has dates; averages are floating-point in both. */
    private static String cell(Object value) {
        if (value instanceof Integer days && days > 3000) {
            return LocalDate.ofEpochDay(days).toString();
        }
        if (value instanceof Double number) {
            return String.format(Locale.ROOT, "%.9g", number);
        }
        return value instanceof BigDecimal exact ? exact.stripTrailingZeros().toPlainString() : String.valueOf(value);
    }
}
