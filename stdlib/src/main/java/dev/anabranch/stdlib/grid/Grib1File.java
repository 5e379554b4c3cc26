package dev.anabranch.stdlib.grid;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import ucar.nc2.grib.GribUtils;
import ucar.nc2.grib.grib1.Grib1Gds;
import ucar.nc2.grib.grib1.Grib1ParamTime;
import ucar.nc2.grib.grib1.Grib1Parameter;
import ucar.nc2.grib.grib1.Grib1Record;
import ucar.nc2.grib.grib1.Grib1RecordScanner;
import ucar.nc2.grib.grib1.Grib1SectionProductDefinition;
import ucar.nc2.grib.grib1.tables.Grib1Customizer;
import ucar.nc2.grib.grib1.tables.Grib1ParamTables;
import ucar.unidata.io.RandomAccessFile;

/** GRIB edition 1, message by message: the library's own index files beside the data are never made. */
record Grib1File(Messages<Grib1Record> messages) implements FieldFile {
    static Grib1File index(Path file) throws IOException {
        List<Messages.Message<Grib1Record>> all = new ArrayList<>();
        try (RandomAccessFile raf = new RandomAccessFile(file.toString(), "r")) {
            Grib1RecordScanner scanner = new Grib1RecordScanner(raf);
            while (scanner.hasNext()) {
                Grib1Record message = scanner.next();
                if (message == null) {
                    break;
                }
                Grib1Gds grid = message.getGDSsection().getGDS();
                all.add(new Messages.Message<>(message, grid.getNy(), grid.getNx()));
            }
        }
        return new Grib1File(new Messages<>(file, new Meaning(), all));
    }

    private static final class Meaning implements Messages.Dictionary<Grib1Record> {
        private final Grib1ParamTables tables = new Grib1ParamTables();

        @Override
        public List<String> names(Grib1Record message) {
            Grib1SectionProductDefinition product = message.getPDSsection();
            List<String> names = new ArrayList<>();
            Grib1Parameter parameter = Grib1Customizer.factory(message, tables)
                    .getParameter(
                            product.getCenter(),
                            product.getSubCenter(),
                            product.getTableVersion(),
                            product.getParameterNumber());
            if (parameter != null) {
                if (parameter.getAbbrev() != null) {
                    names.add(parameter.getAbbrev());
                }
                if (parameter.getDescription() != null) {
                    names.add(parameter.getDescription());
                }
            }
            names.add(Integer.toString(product.getParameterNumber()));
            return List.copyOf(names);
        }

        @Override
        public long time(Grib1Record message) {
            Grib1SectionProductDefinition product = message.getPDSsection();
            Grib1ParamTime lead = product.getParamTime(Grib1Customizer.factory(message, tables));
            int ahead = lead.isInterval() ? lead.getInterval()[1] : lead.getForecastTime();
            return message.getReferenceDate()
                            .add(GribUtils.getCalendarPeriod(product.getTimeUnit())
                                    .multiply(ahead))
                            .getMillis()
                    / 1000;
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
        Messages.Message<Grib1Record> message = messages.at(variable, index);
        try (RandomAccessFile raf = new RandomAccessFile(messages.file().toString(), "r")) {
            raf.order(RandomAccessFile.BIG_ENDIAN);
            return GribValues.field(message, message.header().readData(raf));
        }
    }
}
