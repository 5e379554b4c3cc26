package dev.anabranch.stdlib.tpch;

import dev.anabranch.api.Cost;
import dev.anabranch.api.Default;
import dev.anabranch.api.Table;
import dev.anabranch.api.Task;
import dev.anabranch.api.TaskContext;
import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.arrow.util.AutoCloseables;
import org.apache.arrow.vector.VectorSchemaRoot;

/** The eight tables of the TPC-H benchmark (Transaction Processing Performance Council), generated. */
public final class TpchTasks {
    /** Rows in a batch. */
    private static final int BATCH = 65_536;

    private TpchTasks() {}

    /**
     * A table, or one part of it. The parts, in order, are the whole table. Columns have their names in the
     * specification ({@code l_orderkey}); identifiers are {@code i64}, integers {@code i32}, dates days, money and
     * other decimals {@code decimal(15, 2)}, so that sums are exact. The same arguments give the same rows anywhere.
     *
     * @param name {@code customer}, {@code lineitem}, {@code nation}, {@code orders}, {@code part}, {@code partsupp},
     *     {@code region} or {@code supplier}
     * @param scale the scale factor: 1 is about a gigabyte in all, with 6,000,000 rows of lineitem
     * @param part from 1 to {@code parts}
     * @param parts into how many parts the table is cut; the tables of fixed size, nation and region, are all in the
     *     first
     */
    @Task
    @Cost(time = "500ms", size = "64MiB")
    public static Table table(
            TaskContext task, String name, double scale, @Default("1") int part, @Default("1") int parts) {
        if (!(scale > 0)) {
            throw new IllegalArgumentException("the scale factor must be above 0, but is " + scale);
        }
        if (part < 1 || part > parts) {
            throw new IllegalArgumentException("parts are counted from 1 to " + parts + ", but part is " + part);
        }
        return generate(task, find(name), scale, part, parts);
    }

    private static TpchTable<?> find(String name) {
        for (TpchTable<?> table : TpchTable.getTables()) {
            if (table.getTableName().equals(name.toLowerCase(Locale.ROOT))) {
                return table;
            }
        }
        throw new IllegalArgumentException("TPC-H has no table \"" + name + "\"; it has "
                + TpchTable.getTables().stream()
                        .map(TpchTable::getTableName)
                        .sorted()
                        .collect(Collectors.joining(", ")));
    }

    private static <E extends TpchEntity> Table generate(
            TaskContext task, TpchTable<E> table, double scale, int part, int parts) {
        Columns<E> columns = new Columns<>(table);
        List<VectorSchemaRoot> batches = new ArrayList<>();
        try {
            Iterator<E> rows = table.createGenerator(scale, part, parts).iterator();
            while (rows.hasNext()) {
                VectorSchemaRoot batch = VectorSchemaRoot.create(columns.schema(), task.allocator());
                batches.add(batch);
                fill(batch, columns, rows);
            }
            Table made = Table.of(columns.schema(), batches);
            batches.clear();
            return made;
        } finally {
            AutoCloseables.closeNoChecked(() -> AutoCloseables.close(batches));
        }
    }

    private static <E extends TpchEntity> void fill(VectorSchemaRoot batch, Columns<E> columns, Iterator<E> rows) {
        List<Columns.Writer<E>> writers = columns.writers(batch);
        int count = 0;
        while (count < BATCH && rows.hasNext()) {
            E row = rows.next();
            for (Columns.Writer<E> writer : writers) {
                writer.write(count, row);
            }
            count++;
        }
        batch.setRowCount(count);
    }
}
