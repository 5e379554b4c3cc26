package dev.anabranch.samples;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of made-up temperatures around freezing, for tests that have no measured ones: classic NetCDF, one variable. */
final class HourlyFields {
    private static final int ROWS = 5;
    private static final int COLUMNS = 7;
    private static final int DIMENSIONS = 0x0A;
    private static final int VARIABLES = 0x0B;
    private static final int DOUBLE = 6;

    private HourlyFields() {}

    /** Writes so many hours. */
    static Path write(Path file, int hours) throws IOException {
        int begin = header(hours, 0).length;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(header(hours, begin));
        for (int hour = 0; hour < hours; hour++) {
            for (int point = 0; point < ROWS * COLUMNS; point++) {
                out.writeDouble(273 + 8 * Math.sin(hour * Math.PI / 12) + 3 * Math.cos(1.7 * point + hour));
            }
        }
        return Files.write(file, bytes.toByteArray());
    }

    private static byte[] header(int hours, int begin) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(new byte[] {'C', 'D', 'F', 1});
        out.writeInt(0);
        out.writeInt(DIMENSIONS);
        out.writeInt(3);
        dimension(out, "time", hours);
        dimension(out, "lat", ROWS);
        dimension(out, "lon", COLUMNS);
        // No attributes of the file.
        out.writeLong(0);
        out.writeInt(VARIABLES);
        out.writeInt(1);
        name(out, "t2m");
        out.writeInt(3);
        for (int dimension = 0; dimension < 3; dimension++) {
            out.writeInt(dimension);
        }
        // Nor of the variable.
        out.writeLong(0);
        out.writeInt(DOUBLE);
        out.writeInt(hours * ROWS * COLUMNS * Double.BYTES);
        out.writeInt(begin);
        return bytes.toByteArray();
    }

    private static void dimension(DataOutputStream out, String name, int length) throws IOException {
        name(out, name);
        out.writeInt(length);
    }

    private static void name(DataOutputStream out, String name) throws IOException {
        byte[] text = name.getBytes(StandardCharsets.US_ASCII);
        out.writeInt(text.length);
        out.write(text);
        out.write(new byte[(4 - text.length % 4) % 4]);
    }
}
