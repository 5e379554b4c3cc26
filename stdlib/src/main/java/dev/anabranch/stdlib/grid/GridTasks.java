package dev.anabranch.stdlib.grid;

import dev.anabranch.api.Aggregate;
import dev.anabranch.api.BooleanTensor;
import dev.anabranch.api.Cost;
import dev.anabranch.api.Default;
import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.LongTensor;
import dev.anabranch.api.Task;
import dev.anabranch.api.TaskContext;
import dev.anabranch.stdlib.block.FieldSum;
import dev.anabranch.stdlib.block.Fields;
import dev.anabranch.stdlib.block.Fresh;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Fields on a grid: reading them from files, and statistics over a list of them at each point. A field is a tensor of
 * any shape, usually {@code [latitude, longitude]}; a list's fields have one shape, and so does the result. Missing
 * values are NaN, and a point where any field is NaN has NaN as its statistic. All results depend on the values and the
 * order of the list alone. Mean, standard deviation, extremes and fraction are aggregates: a plan may compute them in
 * parts, with the same result.
 */
public final class GridTasks {
    private GridTasks() {}

    /**
     * Reads one field of a GRIB (edition 1 or 2) or NetCDF (classic or NetCDF-4) file.
     *
     * <p>In GRIB, the fields are the file's messages in their order. In NetCDF, the last two dimensions of the variable
     * are the grid, and its fields are counted over the others, the last of them fastest. Rows are those of the file,
     * which usually begin in the north-west. The unit is the file's.
     *
     * @param file the file
     * @param variable in NetCDF the variable's name; in GRIB its number ({@code "167"}; in edition 2 discipline,
     *     category and number, {@code "0-0-0"}), its long name, or its short name where the decoder's tables have one;
     *     may be left out where the file has one variable
     * @param index which of the variable's fields, from 0; may be left out where there is one
     * @return the field, {@code [rows, columns]}, missing values NaN
     * @throws IllegalArgumentException if there is no such file, variable or index, or the choice is not unique
     */
    @Task
    @Cost(time = "1ms", size = "1MiB")
    public static DoubleTensor read(
            TaskContext task, Path file, @Default("\"\"") String variable, @Default("-1") long index)
            throws IOException {
        FieldFile fields = FieldFiles.open(file);
        if (index < 0) {
            long count = fields.count(variable);
            if (count != 1) {
                throw new IllegalArgumentException(
                        file + " has " + count + " fields" + (variable.isEmpty() ? "" : " of " + variable)
                                + "; say which one is meant, for example index: 0");
            }
        }
        Field field = fields.read(variable, Math.max(index, 0));
        return Fresh.copyOf(task.allocator(), field.values(), field.rows(), field.columns());
    }

    /**
     * How many fields a file has.
     *
     * @param file a GRIB or NetCDF file
     * @param variable counts only the fields of this one
     */
    @Task
    @Cost(time = "1ms", size = "8B")
    public static long count(Path file, @Default("\"\"") String variable) throws IOException {
        return FieldFiles.open(file).count(variable);
    }

    /**
     * When each field of a file is valid; of a field over a period, its end.
     *
     * @param file a GRIB or NetCDF file
     * @param variable only the fields of this one
     * @return seconds since 1970-01-01T00:00Z, {@code [fields]}, in the order of {@code read}'s index
     */
    @Task
    @Cost(time = "1ms", size = "8KiB")
    public static LongTensor times(TaskContext task, Path file, @Default("\"\"") String variable) throws IOException {
        long[] times = FieldFiles.open(file).times(variable);
        return LongTensor.of(task.allocator(), times, times.length);
    }

    /**
     * The arithmetic mean.
     *
     * @param fields at least one
     */
    @Task
    @Aggregate(partial = "sum", combine = "sumOfSums", finish = "divided")
    @Cost(time = "1ms", size = "1MiB")
    public static DoubleTensor mean(TaskContext task, List<DoubleTensor> fields) {
        return Fields.mean(task, fields);
    }

    /** The sum of some fields. */
    public static FieldSum sum(TaskContext task, List<DoubleTensor> fields) {
        return FieldSum.of(task, fields);
    }

    /** The sum of some sums. */
    public static FieldSum sumOfSums(TaskContext task, List<FieldSum> sums) {
        return FieldSum.ofSums(task, sums);
    }

    /** The mean of what was summed. */
    public static DoubleTensor divided(TaskContext task, FieldSum sum) {
        return sum.mean(task);
    }

    /**
     * The standard deviation: the root of the mean squared distance from the mean.
     *
     * @param fields more than {@code ddof}
     * @param ddof what the number of fields is reduced by before it divides: 0 for the spread of these fields, 1 to
     *     estimate the spread of what they are a sample of
     */
    @Task
    @Aggregate(partial = "moments", combine = "momentsOfAll", finish = "deviation", size = 2)
    @Cost(time = "2ms", size = "1MiB")
    public static DoubleTensor std(TaskContext task, List<DoubleTensor> fields, @Default("0") int ddof) {
        return Statistics.std(task, fields, ddof);
    }

    /** Mean and scatter of some fields. */
    public static FieldMoments moments(TaskContext task, List<DoubleTensor> fields) {
        return Statistics.moments(task, fields);
    }

    /** Mean and scatter of all that some means and scatters are of. */
    public static FieldMoments momentsOfAll(TaskContext task, List<FieldMoments> moments) {
        return Statistics.momentsOfAll(task, moments);
    }

    /** The standard deviation of what the moments are of. */
    public static DoubleTensor deviation(TaskContext task, FieldMoments moments, int ddof) {
        return Statistics.deviation(task, moments, ddof);
    }

    /**
     * The least value.
     *
     * @param fields at least one
     */
    @Task(associative = true)
    @Cost(time = "1ms", size = "1MiB")
    public static DoubleTensor min(TaskContext task, List<DoubleTensor> fields) {
        return Statistics.min(task, fields);
    }

    /**
     * The greatest value.
     *
     * @param fields at least one
     */
    @Task(associative = true)
    @Cost(time = "1ms", size = "1MiB")
    public static DoubleTensor max(TaskContext task, List<DoubleTensor> fields) {
        return Statistics.max(task, fields);
    }

    /**
     * A quantile, linear between the two nearest values.
     *
     * @param fields at least one
     * @param q from 0, the least value, to 1, the greatest; 0.5 is the median
     */
    @Task
    @Cost(time = "10ms", size = "1MiB")
    public static DoubleTensor quantile(TaskContext task, List<DoubleTensor> fields, double q) {
        if (!(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException("a quantile is from 0 to 1, but q is " + q);
        }
        return Statistics.quantile(task, fields, q);
    }

    /**
     * The share of fields that are true, from 0 to 1: the probability of an event in an ensemble.
     *
     * @param fields at least one
     */
    @Task
    @Aggregate(partial = "counts", combine = "countsOfAll", finish = "share", size = 0.5)
    @Cost(time = "1ms", size = "1MiB")
    public static DoubleTensor fraction(TaskContext task, List<BooleanTensor> fields) {
        return Statistics.fraction(task, fields);
    }

    /** How many of some fields are true. */
    public static FieldCounts counts(TaskContext task, List<BooleanTensor> fields) {
        return Statistics.counts(task, fields);
    }

    /** How many are true of all that some counts are of. */
    public static FieldCounts countsOfAll(TaskContext task, List<FieldCounts> counts) {
        return Statistics.countsOfAll(task, counts);
    }

    /** The share of the fields that were counted. */
    public static DoubleTensor share(TaskContext task, FieldCounts counts) {
        return Statistics.share(task, counts);
    }

    /**
     * The extreme forecast index: how far the forecast's distribution is from the climate's, from -1 (all members below
     * the climate's least value) over 0 (the same distribution; nearly, where values tie) to 1 (all above its greatest). After Lalaurette (2003),
     * "Early detection of abnormal weather conditions using a probabilistic extreme forecast index".
     *
     * @param forecast the ensemble's members, at least one
     * @param climate a sample of the climate, at least one, of the same shape
     */
    @Task
    @Cost(time = "20ms", size = "1MiB")
    public static DoubleTensor efi(TaskContext task, List<DoubleTensor> forecast, List<DoubleTensor> climate) {
        long[] members = Fields.shape(forecast);
        long[] past = Fields.shape(climate);
        if (!Arrays.equals(members, past)) {
            throw new IllegalArgumentException("forecast and climate must have one shape, but the forecast is "
                    + Arrays.toString(members) + " and the climate is " + Arrays.toString(past));
        }
        return ExtremeForecastIndex.of(task, forecast, climate);
    }
}
