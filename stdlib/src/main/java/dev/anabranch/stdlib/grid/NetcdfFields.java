package dev.anabranch.stdlib.grid;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ucar.ma2.Array;
import ucar.ma2.InvalidRangeException;
import ucar.nc2.Attribute;
import ucar.nc2.Dimension;
import ucar.nc2.NetcdfFile;
import ucar.nc2.Variable;
import ucar.nc2.time.Calendar;
import ucar.nc2.time.CalendarDateUnit;

/**
 * NetCDF, classic or on HDF5. A variable's last two dimensions are the grid, the others, taken together row by row,
 * count its fields. Packed values ({@code scale_factor}, {@code add_offset}) are unpacked, fill values become NaN.
 */
final class NetcdfFields implements FieldFile {
    /** The library's readers, chosen by us: its own search would try every format it knows. */
    static final String CLASSIC = "ucar.nc2.iosp.netcdf3.N3raf";

    static final String HDF5 = "ucar.nc2.iosp.hdf5.H5iosp";

    private final Path file;
    private final String format;
    private final Map<String, Layout> variables;

    private NetcdfFields(Path file, String format, Map<String, Layout> variables) {
        this.file = file;
        this.format = format;
        this.variables = variables;
    }

    /** Where a variable's fields are, and when they are valid, if the file says so. */
    private static final class Layout {
        private final int[] shape;
        private final long @Nullable [] times;

        Layout(int[] shape, long @Nullable [] times) {
            this.shape = shape;
            this.times = times;
        }

        int rows() {
            return shape[shape.length - 2];
        }

        int columns() {
            return shape[shape.length - 1];
        }

        long fields() {
            long fields = 1;
            for (int i = 0; i < shape.length - 2; i++) {
                fields *= shape[i];
            }
            return fields;
        }
    }

    static NetcdfFields index(Path file, String format) throws IOException {
        try (NetcdfFile netcdf = open(file, format)) {
            Map<String, Layout> variables = new LinkedHashMap<>();
            for (Variable variable : netcdf.getVariables()) {
                if (variable.getRank() >= 2 && variable.getDataType().isNumeric()) {
                    variables.put(
                            variable.getFullName(), new Layout(variable.getShape(), validTimes(netcdf, variable)));
                }
            }
            return new NetcdfFields(file, format, variables);
        }
    }

    private static NetcdfFile open(Path file, String format) throws IOException {
        try {
            return NetcdfFile.open(file.toString(), format, -1, null, null);
        } catch (ReflectiveOperationException missing) {
            throw new IllegalStateException("the NetCDF reader is not on the class path", missing);
        }
    }

    private static long @Nullable [] validTimes(NetcdfFile netcdf, Variable variable) throws IOException {
        List<Dimension> dimensions = variable.getDimensions();
        int inner = 1;
        for (int axis = variable.getRank() - 3; axis >= 0; axis--) {
            Variable coordinate = netcdf.findVariable(
                    variable.getGroup(), dimensions.get(axis).getShortName());
            String units = coordinate == null ? null : coordinate.getUnitsString();
            if (coordinate != null && units != null && units.contains(" since ")) {
                Attribute calendar = coordinate.findAttribute("calendar");
                CalendarDateUnit unit = CalendarDateUnit.withCalendar(
                        Calendar.get(calendar == null ? "gregorian" : calendar.getStringValue()), units);
                return repeated(coordinate.read(), unit, variable, axis, inner);
            }
            inner *= variable.getShape(axis);
        }
        return null;
    }

    private static long[] repeated(Array axisValues, CalendarDateUnit unit, Variable variable, int axis, int inner) {
        int outer = 1;
        for (int i = 0; i < axis; i++) {
            outer *= variable.getShape(i);
        }
        int length = variable.getShape(axis);
        long[] times = new long[outer * length * inner];
        for (int i = 0; i < times.length; i++) {
            double value = axisValues.getDouble(i / inner % length);
            times[i] = unit.makeCalendarDate(value).getMillis() / 1000;
        }
        return times;
    }

    @Override
    public long count(String variable) {
        return layout(name(variable)).fields();
    }

    @Override
    public long[] times(String variable) {
        String name = name(variable);
        long[] times = layout(name).times;
        if (times == null) {
            throw new IllegalArgumentException(
                    "the fields of " + name + " in " + file
                            + " have no time: none of its dimensions has a coordinate with units like \"hours since 1970-01-01\"");
        }
        return times.clone();
    }

    @Override
    public int weight() {
        return 16 * variables.size();
    }

    @Override
    public Field read(String variable, long index) throws IOException {
        String name = name(variable);
        Layout layout = layout(name);
        if (index < 0 || index >= layout.fields()) {
            throw new IllegalArgumentException(
                    "index " + index + " is outside the " + layout.fields() + " fields of " + name + " in " + file);
        }
        int rank = layout.shape.length;
        int[] origin = new int[rank];
        int[] extent = new int[rank];
        Arrays.fill(extent, 1);
        extent[rank - 2] = layout.rows();
        extent[rank - 1] = layout.columns();
        long rest = index;
        for (int axis = rank - 3; axis >= 0; axis--) {
            origin[axis] = (int) (rest % layout.shape[axis]);
            rest /= layout.shape[axis];
        }
        try (NetcdfFile netcdf = open(file, format)) {
            Variable source = netcdf.findVariable(name);
            return new Field(layout.rows(), layout.columns(), unpacked(source, source.read(origin, extent)));
        } catch (InvalidRangeException changed) {
            throw new IllegalStateException(file + " changed while it was read", changed);
        }
    }

    private static double[] unpacked(Variable variable, Array packed) {
        double scale = number(variable, "scale_factor", 1);
        double offset = number(variable, "add_offset", 0);
        double fill = number(variable, "_FillValue", Double.NaN);
        double missing = number(variable, "missing_value", Double.NaN);
        double[] values = new double[(int) packed.getSize()];
        for (int i = 0; i < values.length; i++) {
            double value = packed.getDouble(i);
            values[i] = value == fill || value == missing ? Double.NaN : value * scale + offset;
        }
        return values;
    }

    private static double number(Variable variable, String attribute, double otherwise) {
        Attribute found = variable.findAttribute(attribute);
        Number value = found == null ? null : found.getNumericValue();
        return value == null ? otherwise : value.doubleValue();
    }

    private String name(String variable) {
        if (!variable.isEmpty() || variables.size() == 1) {
            return variable.isEmpty() ? variables.keySet().iterator().next() : variable;
        }
        throw new IllegalArgumentException(file + " has " + variables.size()
                + " variables with fields; say which one is meant: " + String.join(", ", variables.keySet()));
    }

    private Layout layout(String name) {
        Layout layout = variables.get(name);
        if (layout == null) {
            throw new IllegalArgumentException(file + " has no variable \"" + name + "\" with fields; it has "
                    + String.join(", ", variables.keySet()));
        }
        return layout;
    }
}
