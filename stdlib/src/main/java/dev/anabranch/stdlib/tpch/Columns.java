package dev.anabranch.stdlib.tpch;

import io.trino.tpch.TpchColumn;
import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The columns of one table: their Arrow types, and how a generated row is written into them.
 *
 * @param <E> one generated row
 */
final class Columns<E extends TpchEntity> {
    private final List<TpchColumn<E>> columns;
    private final Schema schema;

    Columns(TpchTable<E> table) {
        this.columns = table.getColumns();
        List<Field> fields = new ArrayList<>();
        for (TpchColumn<E> column : columns) {
            fields.add(Field.notNullable(column.getColumnName(), type(column)));
        }
        this.schema = new Schema(fields);
    }

    /** Writes one column of a row. */
    @FunctionalInterface
    interface Writer<E> {
        /** Into the vector that it was made for. */
        void write(int position, E row);
    }

    Schema schema() {
        return schema;
    }

    List<Writer<E>> writers(VectorSchemaRoot batch) {
        List<Writer<E>> writers = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            writers.add(writer(columns.get(i), batch.getVector(i)));
        }
        return writers;
    }

    private static ArrowType type(TpchColumn<?> column) {
        return switch (column.getType().getBase()) {
            case INTEGER -> new ArrowType.Int(32, true);
            case IDENTIFIER -> new ArrowType.Int(64, true);
            case DATE -> new ArrowType.Date(DateUnit.DAY);
            case DOUBLE -> new ArrowType.Decimal(15, 2, 128);
            case VARCHAR -> new ArrowType.Utf8();
        };
    }

    private static <E extends TpchEntity> Writer<E> writer(TpchColumn<E> column, FieldVector vector) {
        return switch (column.getType().getBase()) {
            case INTEGER -> {
                IntVector ints = (IntVector) vector;
                yield (position, row) -> ints.setSafe(position, column.getInteger(row));
            }
            case IDENTIFIER -> {
                BigIntVector longs = (BigIntVector) vector;
                yield (position, row) -> longs.setSafe(position, column.getIdentifier(row));
            }
            case DATE -> {
                DateDayVector days = (DateDayVector) vector;
                yield (position, row) -> days.setSafe(position, column.getDate(row));
            }
            case DOUBLE -> {
                DecimalVector decimals = (DecimalVector) vector;
                // The generator counts in hundredths and divides: rounding gives its own integer back.
                yield (position, row) -> decimals.setSafe(position, Math.round(column.getDouble(row) * 100));
            }
            case VARCHAR -> {
                VarCharVector texts = (VarCharVector) vector;
                yield (position, row) ->
                        texts.setSafe(position, column.getString(row).getBytes(StandardCharsets.UTF_8));
            }
        };
    }
}
