package dev.anabranch.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Where datasets lie that go from process to process, by what the kernel says in each of them, in real runs. */
@EnabledOnOs(OS.LINUX)
class ZeroCopyTest {
    private static final Path SHARED = Path.of("/dev/shm");
    private static final long LARGE = 64L << 20;

    @TempDir
    Path folder;

    /**
     * A line that a task wrote.
     *
     * @param what its input was
     * @param places of the input's buffers
     * @param heap bytes that the thread had allocated on the heap since it wrote before
     * @param offHeap bytes of its own that the process had then off the heap
     */
    private record Note(long what, String places, long heap, long offHeap) {
        static Note of(String line) {
            String[] fields = line.split(" ", -1);
            return new Note(Long.parseLong(fields[0]), fields[1], Long.parseLong(fields[2]), Long.parseLong(fields[3]));
        }
    }

    private List<Note> notes(String name) throws IOException {
        return Files.readAllLines(folder.resolve(name)).stream().map(Note::of).toList();
    }

    private void run(String text) throws IOException {
        Path flow = Files.writeString(folder.resolve("places.flow"), text.formatted(folder));
        SampleRun.inProcesses(2, flow, Map.of(), 2, folder.resolve("run"));
    }

    @Test
    void aReaderReadsTheVeryBytesThatWereWritten() throws IOException {
        run("""
                flow places
                use java dev.anabranch.samples.Whereabouts as place
                tensor = place.make(1048576, 7) @on("local/0")
                bytes  = place.bytes(1048576)   @on("local/0")
                table  = place.table(100000)    @on("local/0")
                a0 = place.noteTensor(tensor, "%1$s/made")    @on("local/0")
                a1 = place.noteTensor(tensor, "%1$s/tensor")  @on("local/1")
                b0 = place.noteBytes(bytes, "%1$s/filled")    @on("local/0")
                b1 = place.noteBytes(bytes, "%1$s/bytes")     @on("local/1")
                c0 = place.noteTable(table, "%1$s/collected") @on("local/0")
                c1 = place.noteTable(table, "%1$s/table")     @on("local/1")
                """);
        for (String[] pair : new String[][] {{"made", "tensor"}, {"filled", "bytes"}, {"collected", "table"}}) {
            Note owner = notes(pair[0]).get(0);
            Note reader = notes(pair[1]).get(0);
            assertThat(reader.what()).as(pair[1]).isEqualTo(owner.what());
            assertThat(reader.places()).as(pair[1]).isEqualTo(owner.places()).contains("/arena-0-0@");
        }
    }

    @Test
    void whatAReaderAllocatesDoesNotGrowWithTheDataset() throws IOException {
        // The first of each size may still load classes; the third has what reading costs.
        run("""
                flow places
                use java dev.anabranch.samples.Whereabouts as place
                dim i = 1..6
                x[i] where i <= 3 = place.make(1024, i)     @on("local/0")
                x[i] where i > 3  = place.make(67108864, i) @on("local/0")
                y[i] = place.noteTensor(x[i], "%1$s/notes") @on("local/1")
                """);
        List<Note> notes = notes("notes");
        assertThat(notes).hasSize(6);
        assertThat(notes).allSatisfy(note -> assertThat(note.offHeap()).isZero());
        long small = heapOf(notes, 3);
        long large = heapOf(notes, 6);
        // A copy would take all of the 64 MiB, and a description of its parts some of it.
        assertThat(large).as("after %d bytes for 1 KiB", small).isLessThan(small + LARGE / 1024);
    }

    private static long heapOf(List<Note> notes, long what) {
        return notes.stream()
                .filter(note -> note.what() == what)
                .findFirst()
                .orElseThrow()
                .heap();
    }

    @Test
    void aThousandDatasetsTakeTheMemoryOfAFew() throws IOException {
        run("""
                flow places
                use java dev.anabranch.samples.Whereabouts as place
                dim t = 1..1000
                x[1] = place.make(1048576, 1) @on("local/0")
                x[t] where t > 1 && t %% 2 == 0 = place.next(x[t - 1]) @on("local/1")
                x[t] where t > 1 && t %% 2 == 1 = place.next(x[t - 1]) @on("local/0")
                y[t] where t %% 2 == 0 = place.noteTensor(x[t], "%1$s/even") @on("local/0")
                y[t] where t %% 2 == 1 = place.noteTensor(x[t], "%1$s/odd")  @on("local/1")
                z = place.noteFiles(x[1000], "%1$s/files") @on("local/0")
                """);
        for (String name : List.of("even", "odd")) {
            List<Note> notes = notes(name);
            assertThat(notes).hasSize(500);
            Set<String> places = new HashSet<>();
            notes.forEach(note -> places.add(note.places()));
            assertThat(places).as("places of 500 datasets").hasSizeLessThan(10);
        }
        // A thousand datasets of a MiB would take eight files of 64 MiB in each process.
        assertThat(folder.resolve("files")).hasContent("arena-0-0 arena-1-0");
    }

    @Test
    void anArenaHasMoreThanOneMappingHolds() throws IOException {
        long each = 600L << 20;
        int count = 5;
        long needed = 2 * each * count;
        long room = room();
        assumeTrue(
                room >= needed,
                "an arena above 2 GiB was not tried: of " + (needed >> 20) + " MiB, " + SHARED + " and the memory have "
                        + (room >> 20) + " MiB free");
        run("""
                flow places
                use java dev.anabranch.samples.Whereabouts as place
                dim i = 1..%2$d
                x[i] = place.make(%3$d, i) @on("local/0")
                y = place.noteAll(x[*], "%1$s/notes") @on("local/1")
                """.replace("%2$d", Integer.toString(count)).replace("%3$d", Long.toString(each)));
        List<Note> notes = notes("notes");
        assertThat(notes).extracting(Note::what).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(each * count).isGreaterThan(2L << 30);
        Set<String> files = new HashSet<>();
        notes.forEach(note -> files.add(note.places().substring(0, note.places().indexOf('@'))));
        assertThat(files)
                .hasSizeGreaterThan(1)
                .allSatisfy(file -> assertThat(file).contains("/arena-0-"));
    }

    /** What is free both in the file system in memory and in the machine. */
    private static long room() throws IOException {
        if (!Files.isDirectory(SHARED)) {
            return 0;
        }
        long available = Files.readAllLines(Path.of("/proc/meminfo")).stream()
                .filter(line -> line.startsWith("MemAvailable:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElse(0);
        return Math.min(available, Files.getFileStore(SHARED).getUsableSpace());
    }
}
