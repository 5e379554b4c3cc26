package dev.anabranch.stdlib.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anabranch.api.Table;
import dev.anabranch.stdlib.TestTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

class TableTasksTest {
    /** All rows as text. */
    private static List<String> rows(Table table) {
        List<String> rows = new ArrayList<>();
        for (VectorSchemaRoot batch : table.batches()) {
            for (int i = 0; i < batch.getRowCount(); i++) {
                StringBuilder row = new StringBuilder();
                for (FieldVector column : batch.getFieldVectors()) {
                    row.append(column.getObject(i)).append('|');
                }
                rows.add(row.toString());
            }
        }
        return rows;
    }

    private static Table sql(TestTask task, String query) {
        return task.own(TableTasks.sql(task, query, Map.of()));
    }

    @Test
    void aQueryReadsItsTablesAndKeepsTypesAndNulls() {
        try (TestTask task = new TestTask()) {
            Table table = sql(
                    task,
                    "select * from (values (1::bigint, 'a', 1.5::decimal(15,2), date '2020-01-02'),"
                            + " (null, 'a somewhat longer string', null, null)) t(i, s, d, day)");
            assertThat(rows(table)).containsExactly("1|a|1.50|18263|", "null|a somewhat longer string|null|null|");
            Table again = task.own(TableTasks.sql(task, "select i + 1 as j, s, d, day from t", Map.of("t", table)));
            assertThat(rows(again)).containsExactly("2|a|1.50|18263|", "null|a somewhat longer string|null|null|");
            assertThat(again.schema().getFields().get(2).getType())
                    .isEqualTo(table.schema().getFields().get(2).getType());
        }
    }

    @Test
    void aTableMayBeReadSeveralTimesAndSeveralTablesJoined() {
        try (TestTask task = new TestTask()) {
            Table a = sql(task, "select range as i, range % 3 as k from range(1000)");
            Table b = sql(task, "select range as k, 'name ' || range as name from range(3)");
            Table joined = task.own(TableTasks.sql(
                    task,
                    "select name, count(*) as n from a join b on a.k = b.k"
                            + " where i < (select avg(i) from a) group by name order by name",
                    Map.of("a", a, "b", b)));
            assertThat(rows(joined)).containsExactly("name 0|167|", "name 1|167|", "name 2|166|");
            Table twice = task.own(TableTasks.sql(
                    task,
                    "with c as (select * from a) select count(*) from c x join c y on x.i = y.i",
                    Map.of("a", a)));
            assertThat(rows(twice)).containsExactly("1000|");
            Table pivoted = task.own(TableTasks.sql(
                    task,
                    "pivot (select i >= 500 as late, k from a) on k using count(*) group by late order by late",
                    Map.of("a", a)));
            assertThat(rows(pivoted)).containsExactly("false|167|167|166|", "true|167|166|167|");
        }
    }

    @Test
    void aTableThatTheQueryDoesNotReadDoesNoHarm() {
        try (TestTask task = new TestTask()) {
            Table a = sql(task, "select range as i from range(10)");
            assertThat(rows(task.own(TableTasks.sql(task, "select 42", Map.of("a", a, "b", a)))))
                    .containsExactly("42|");
            assertThat(rows(task.own(TableTasks.sql(task, "select * from a limit 1", Map.of("a", a)))))
                    .containsExactly("0|");
        }
    }

    @Test
    void anEmptyResultHasItsColumnsAndCanBeReadAgain() {
        try (TestTask task = new TestTask()) {
            Table empty = sql(task, "select range as i, 'x' as s from range(10) where range > 10");
            assertThat(empty.rows()).isZero();
            assertThat(empty.schema().getFields()).hasSize(2);
            Table counted = task.own(TableTasks.sql(task, "select count(*) from e", Map.of("e", empty)));
            assertThat(rows(counted)).containsExactly("0|");
        }
    }

    @Test
    void memoryOutlivesTheInputsAndTheDatabase() {
        try (TestTask task = new TestTask()) {
            Table big = TableTasks.sql(task, "select range as i, 'number ' || range as s from range(300000)", Map.of());
            Table part =
                    task.own(TableTasks.sql(task, "select * from big where i % 100000 = 99999", Map.of("big", big)));
            big.close();
            assertThat(rows(part))
                    .containsExactly("99999|number 99999|", "199999|number 199999|", "299999|number 299999|");
        }
    }

    @Property(tries = 50)
    void concatenationIsTheListsInOrder(@ForAll @Size(min = 1, max = 6) List<@IntRange(max = 50) Integer> sizes) {
        try (TestTask task = new TestTask()) {
            List<Table> parts = new ArrayList<>();
            List<String> expected = new ArrayList<>();
            for (int part = 0; part < sizes.size(); part++) {
                Table table = sql(
                        task,
                        "select " + part + " as part, range as i, if(range % 3 = 0, null, 's' || range) as s"
                                + " from range(" + sizes.get(part) + ")");
                parts.add(table);
                expected.addAll(rows(table));
            }
            long before = task.allocator().getAllocatedMemory();
            Table all = task.own(TableTasks.concat(task, parts));
            assertThat(rows(all)).isEqualTo(expected);
            assertThat(TableTasks.rows(all)).isEqualTo(expected.size());
            assertThat(task.allocator().getAllocatedMemory()).isEqualTo(before);
        }
    }

    @Test
    void concatenationOutlivesItsParts() {
        try (TestTask task = new TestTask()) {
            Table a = TableTasks.sql(task, "select 1 as i, 'one' as s", Map.of());
            Table b = TableTasks.sql(task, "select 2 as i, 'two' as s", Map.of());
            Table both = task.own(TableTasks.concat(task, List.of(a, b)));
            a.close();
            b.close();
            assertThat(rows(both)).containsExactly("1|one|", "2|two|");
            assertThat(rows(task.own(TableTasks.sql(task, "select sum(i) from t", Map.of("t", both)))))
                    .containsExactly("3|");
        }
    }

    @Test
    void filesAreReadByTheirNames(@TempDir Path folder) throws IOException {
        Path csv = Files.writeString(folder.resolve("it's a.csv"), "day,amt\n2020-01-01,2\n2020-01-02,3\n");
        Path json = Files.writeString(folder.resolve("a.jsonl"), "{\"day\": \"x\", \"amt\": 1}\n{\"amt\": 2}\n");
        try (TestTask task = new TestTask()) {
            assertThat(rows(task.own(TableTasks.scan(task, csv, "*")))).containsExactly("18262|2|", "18263|3|");
            assertThat(rows(task.own(TableTasks.scan(task, json, "amt")))).containsExactly("1|", "2|");
            assertThatThrownBy(() -> TableTasks.scan(task, folder.resolve("b.csv"), "*"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("there is no file");
            Path text = Files.writeString(folder.resolve("a.txt"), "x");
            assertThatThrownBy(() -> TableTasks.scan(task, text, "*")).hasMessageContaining(".parquet");
            Path broken = Files.writeString(folder.resolve("a.parquet"), "x");
            assertThatThrownBy(() -> TableTasks.scan(task, broken, "*"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("a.parquet");
        }
    }

    @Test
    void whatIsWrittenIsReadBack(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("new").resolve("t.parquet");
        try (TestTask task = new TestTask()) {
            Table table = sql(task, "select range as i, 'n' || range as s, range / 7 as x from range(200000)");
            assertThat(TableTasks.write(task, table, file)).isEqualTo(file);
            assertThat(TableTasks.write(task, table, file)).isEqualTo(file);
            assertThat(rows(task.own(TableTasks.scan(task, file, "*")))).isEqualTo(rows(table));
            try (Stream<Path> beside = Files.list(file.getParent())) {
                assertThat(beside).containsExactly(file);
            }
        }
    }

    @Test
    void mistakesCarryDuckDbsMessage() {
        try (TestTask task = new TestTask()) {
            Table a = sql(task, "select 1 as i");
            assertThatThrownBy(() -> TableTasks.sql(task, "select j from a", Map.of("a", a)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("\"j\"")
                    .hasMessageContaining("select j from a");
            assertThatThrownBy(() -> TableTasks.sql(task, "selec", Map.of("a", a)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> TableTasks.sql(task, "select error('stop ' || i) from a", Map.of("a", a)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("stop 1");
            assertThatThrownBy(() -> TableTasks.concat(task, List.of())).hasMessageContaining("empty");
            assertThatThrownBy(() -> TableTasks.concat(task, List.of(a, sql(task, "select 'x' as i"))))
                    .hasMessageContaining("number 2");
        }
    }

    @Test
    void aQueryLeavesNothingBehindForTheNext() {
        try (TestTask task = new TestTask()) {
            assertThatThrownBy(() -> TableTasks.sql(task, "set threads = 3", Map.of()))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> TableTasks.sql(task, "create table left_over as select 1; select 1", Map.of()))
                    .isInstanceOf(IllegalArgumentException.class);
            sql(task, "create temp table own as select 1; select 1");
            assertThat(rows(sql(task, "select count(*), current_setting('threads') from duckdb_tables()")))
                    .containsExactly("0|1|");
        }
    }

    @Test
    void oneTableServesManyWorkers() throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(4);
        try (TestTask task = new TestTask()) {
            Table table =
                    sql(task, "select range as i, 'n' || range as s, range * 0.1::double as x from range(500000)");
            List<Future<List<String>>> results = new ArrayList<>();
            for (int worker = 0; worker < 8; worker++) {
                results.add(workers.submit(() -> {
                    try (Table sums = TableTasks.sql(
                            task, "select sum(i), sum(x), max(s), sum(length(s)) from t", Map.of("t", table))) {
                        return rows(sums);
                    }
                }));
            }
            for (Future<List<String>> result : results) {
                assertThat(result.get()).isEqualTo(results.get(0).get());
            }
        } finally {
            workers.shutdownNow();
        }
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "ANABRANCH_DATA", matches = ".+")
    void threeMillionFlightsMatchDuckDbsOwnTotals() throws SQLException {
        Path file = Path.of(System.getenv("ANABRANCH_DATA"), "flights-3m.parquet");
        String columns;
        String totals;
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            List<String> sums = new ArrayList<>();
            sums.add("count(*)");
            try (ResultSet described = statement.executeQuery("describe from " + Sql.string(file.toString()))) {
                while (described.next()) {
                    String column = Sql.name(described.getString(1));
                    sums.add("count(" + column + ")");
                    sums.add("count(distinct " + column + ")");
                    sums.add("min(" + column + ")::varchar");
                    sums.add("max(" + column + ")::varchar");
                    if (described.getString(2).matches(".*(INT|DOUBLE|FLOAT).*")) {
                        sums.add("sum(" + column + "::decimal(18,3))::varchar");
                    }
                }
            }
            columns = String.join(", ", sums);
            StringBuilder row = new StringBuilder();
            try (ResultSet own = statement.executeQuery("select " + columns + " from " + Sql.string(file.toString()))) {
                own.next();
                for (int i = 1; i <= own.getMetaData().getColumnCount(); i++) {
                    row.append(own.getString(i)).append('|');
                }
            }
            totals = row.toString();
        }
        try (TestTask task = new TestTask()) {
            Table flights = task.own(TableTasks.scan(task, file, "*"));
            assertThat(flights.rows()).isEqualTo(3_000_000);
            Table sums =
                    task.own(TableTasks.sql(task, "select " + columns + " from flights", Map.of("flights", flights)));
            assertThat(rows(sums)).containsExactly(totals);
        }
    }
}
