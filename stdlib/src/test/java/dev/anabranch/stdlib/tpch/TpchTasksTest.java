package dev.anabranch.stdlib.tpch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anabranch.api.Table;
import dev.anabranch.stdlib.TestTask;
import dev.anabranch.stdlib.table.TableTasks;
import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TpchTasksTest {
    /** All rows as dbgen prints them: fields end with a bar, dates are ISO, decimals have no trailing zeros. */
    private static List<String> lines(Table table) {
        List<String> lines = new ArrayList<>();
        for (VectorSchemaRoot batch : table.batches()) {
            for (int i = 0; i < batch.getRowCount(); i++) {
                StringBuilder line = new StringBuilder();
                for (FieldVector column : batch.getFieldVectors()) {
                    Object value = column instanceof DateDayVector days
                            ? LocalDate.ofEpochDay(days.get(i))
                            : column.getObject(i);
                    line.append(value instanceof BigDecimal d ? plain(d) : value)
                            .append('|');
                }
                lines.add(line.toString());
            }
        }
        return lines;
    }

    private static String plain(BigDecimal decimal) {
        return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
    }

    /** The same normal form for the generator's own text. */
    private static String normal(TpchEntity row) {
        StringBuilder line = new StringBuilder();
        for (String field : row.toLine().split("\\|", -1)) {
            line.append(field.matches("-?\\d+\\.\\d+") ? plain(new BigDecimal(field)) : field)
                    .append('|');
        }
        return line.substring(0, line.length() - 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"customer", "lineitem", "nation", "orders", "part", "partsupp", "region", "supplier"})
    void rowsAreThoseOfTheGeneratorAndPartsTheWhole(String name) {
        List<String> expected = new ArrayList<>();
        for (TpchEntity row : TpchTable.getTable(name).createGenerator(0.002, 1, 1)) {
            expected.add(normal(row));
        }
        try (TestTask task = new TestTask()) {
            assertThat(lines(task.own(TpchTasks.table(task, name, 0.002, 1, 1))))
                    .isEqualTo(expected);
            List<String> inParts = new ArrayList<>();
            for (int part = 1; part <= 3; part++) {
                inParts.addAll(lines(task.own(TpchTasks.table(task, name, 0.002, part, 3))));
            }
            assertThat(inParts).isEqualTo(expected);
        }
    }

    @Test
    void sumsAreExactDecimals() {
        try (TestTask task = new TestTask()) {
            Table lineitem = task.own(TpchTasks.table(task, "lineitem", 0.01, 1, 1));
            BigDecimal sum = BigDecimal.ZERO;
            for (VectorSchemaRoot batch : lineitem.batches()) {
                for (int i = 0; i < batch.getRowCount(); i++) {
                    sum = sum.add(
                            (BigDecimal) batch.getVector("l_extendedprice").getObject(i));
                }
            }
            Table total = task.own(
                    TableTasks.sql(task, "select sum(l_extendedprice) from lineitem", Map.of("lineitem", lineitem)));
            assertThat(total.batches().get(0).getVector(0).getObject(0)).isEqualTo(sum);
        }
    }

    @Test
    void mistakesAreNamed() {
        try (TestTask task = new TestTask()) {
            assertThatThrownBy(() -> TpchTasks.table(task, "lineitems", 1, 1, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("customer, lineitem, nation");
            assertThatThrownBy(() -> TpchTasks.table(task, "orders", 0, 1, 1)).hasMessageContaining("scale");
            assertThatThrownBy(() -> TpchTasks.table(task, "orders", 1, 3, 2)).hasMessageContaining("1 to 2");
        }
    }
}
