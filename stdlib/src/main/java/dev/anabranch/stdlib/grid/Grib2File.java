package dev.anabranch.stdlib.grid;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import ucar.nc2.grib.GribTables;
import ucar.nc2.grib.grib2.Grib2Gds;
import ucar.nc2.grib.grib2.Grib2Pds;
import ucar.nc2.grib.grib2.Grib2Record;
import ucar.nc2.grib.grib2.Grib2RecordScanner;
import ucar.nc2.grib.grib2.table.Grib2Customizer;
import ucar.nc2.time.CalendarDate;
import ucar.unidata.io.RandomAccessFile;

/** GRIB edition 2, field by field: the library's own index files beside the data are never made. */
record Grib2File(Messages<Grib2Record> messages) implements FieldFile {
    static Grib2File index(Path file) throws IOException {
        List<Messages.Message<Grib2Record>> all = new ArrayList<>();
        try (RandomAccessFile raf = new RandomAccessFile(file.toString(), "r")) {
            Grib2RecordScanner scanner = new Grib2RecordScanner(raf);
            while (scanner.hasNext()) {
                Grib2Record message = scanner.next();
                if (message == null) {
                    break;
                }
                Grib2Gds grid = message.getGDSsection().getGDS();
                all.add(new Messages.Message<>(message, grid.getNy(), grid.getNx()));
            }
        }
        return new Grib2File(new Messages<>(file, new Meaning(), all));
    }

    private static final class Meaning implements Messages.Dictionary<Grib2Record> {
        @Override
        public List<String> names(Grib2Record message) throws IOException {
            Grib2Pds product = message.getPDS();
            List<String> names = new ArrayList<>();
            GribTables.Parameter parameter = Grib2Customizer.factory(message)
                    .getParameter(
                            message.getDiscipline(), product.getParameterCategory(), product.getParameterNumber());
            if (parameter != null) {
                if (parameter.getAbbrev() != null) {
                    names.add(parameter.getAbbrev());
                }
                if (parameter.getName() != null) {
                    names.add(parameter.getName());
                }
            }
            names.add(message.getDiscipline() + "-" + product.getParameterCategory() + "-"
                    + product.getParameterNumber());
            return List.copyOf(names);
        }

        @Override
        public long time(Grib2Record message) throws IOException {
            Grib2Customizer customizer = Grib2Customizer.factory(message);
            CalendarDate valid = message.getPDS().isTimeInterval()
                    ? customizer.getForecastTimeInterval(message).getEnd()
                    : customizer.getForecastDate(message);
            return valid.getMillis() / 1000;
        }
    }

    @Override
    public long count(String variable) throws IOException {
        return messages.of(variable).size();
    }

    @Override
    public long[] times(String variable) throws IOException {
        return messages.times(variable);
    }

    @Override
    public int weight() {
        return messages.size();
    }

    @Override
    public Field read(String variable, long index) throws IOException {
        Messages.Message<Grib2Record> message = messages.at(variable, index);
        try (RandomAccessFile raf = new RandomAccessFile(messages.file().toString(), "r")) {
            raf.order(RandomAccessFile.BIG_ENDIAN);
            return GribValues.field(message, message.header().readData(raf));
        }
    }
}
