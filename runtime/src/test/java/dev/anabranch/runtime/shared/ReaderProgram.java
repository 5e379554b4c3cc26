package dev.anabranch.runtime.shared;

import dev.anabranch.api.Dataset;
import dev.anabranch.api.Table;
import dev.anabranch.api.Tensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/** Reads one descriptor a line; says what it is, where its memory is mapped from, and a digest of its content. */
final class ReaderProgram {
    private ReaderProgram() {}

    public static void main(String[] arguments) throws IOException {
        ArenaView view = new ArenaView(Path.of(arguments[0]));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (BufferAllocator root = new RootAllocator()) {
            SharedReader reader = new SharedReader(view, root);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                try (Dataset dataset = reader.open(Base64.getDecoder().decode(line))) {
                    System.out.println(said(dataset) + " " + copied(dataset) + " bytes copied");
                }
            }
        }
    }

    static String said(Dataset dataset) {
        if (dataset instanceof Table table) {
            StringBuilder text = new StringBuilder(table.schema() + " ");
            table.batches().forEach(batch -> text.append(batch.contentToTSVString().replace('\n', ';')));
            return text.toString();
        }
        Tensor tensor = (Tensor) dataset;
        byte[] content = new byte[(int) tensor.bytes()];
        tensor.data().getBytes(0, content);
        return tensor + " " + HexFormat.of().formatHex(content);
    }

    /** The bytes of buffers that are not mapped from a file of an arena, by the kernel's own list. */
    private static long copied(Dataset dataset) throws IOException {
        if (dataset instanceof Tensor tensor) {
            return outside(tensor.data(), tensor.bytes());
        }
        long bytes = 0;
        for (var batch : ((Table) dataset).batches()) {
            for (var column : batch.getFieldVectors()) {
                for (ArrowBuf buffer : column.getBuffers(false)) {
                    bytes += outside(buffer, buffer.capacity());
                }
            }
        }
        return bytes;
    }

    private static long outside(ArrowBuf buffer, long bytes) throws IOException {
        if (bytes == 0) {
            return 0;
        }
        for (String line : Files.readAllLines(Path.of("/proc/self/maps"))) {
            String[] range = line.substring(0, line.indexOf(' ')).split("-", -1);
            long from = Long.parseUnsignedLong(range[0], 16);
            long to = Long.parseUnsignedLong(range[1], 16);
            if (buffer.memoryAddress() >= from && buffer.memoryAddress() + bytes <= to) {
                return line.contains("/anabranch-") ? 0 : bytes;
            }
        }
        return bytes;
    }
}
