package dev.anabranch.runtime.host;

import dev.anabranch.runtime.RunProgress;
import dev.anabranch.runtime.RunReport;
import dev.anabranch.runtime.plan.Crossings;
import dev.anabranch.runtime.plan.Deal;
import dev.anabranch.runtime.plan.ExecutionPlan;
import dev.anabranch.runtime.shared.Bell;
import dev.anabranch.runtime.shared.RunFolder;
import dev.anabranch.runtime.shared.RunWords;
import dev.anabranch.runtime.shared.Words;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A run on several processes as their coordinator sees it: what they share, how far they are, what they measured. */
public final class SharedRun {
    private final ExecutionPlan plan;
    private final Deal deal;
    private final RunFolder folder;
    private final RunWords layout;
    private final Words words;
    private final RunProgressCount count;

    private SharedRun(ExecutionPlan plan, Deal deal, RunFolder folder, RunWords layout, Words words) {
        this.plan = plan;
        this.deal = deal;
        this.folder = folder;
        this.layout = layout;
        this.words = words;
        this.count = new RunProgressCount(plan);
    }

    /** Makes what the processes share, in a folder of their own. */
    public static SharedRun create(ExecutionPlan plan, Deal deal, RunFolder folder)
            throws IOException, InterruptedException {
        RunWords layout = layout(plan, deal, Crossings.of(plan, deal, 0).size());
        Words words = layout.create(folder);
        List<Path> bells = new ArrayList<>();
        for (int worker = 0; worker < plan.workers(); worker++) {
            bells.add(folder.bell(worker));
        }
        Bell.make(bells);
        return new SharedRun(plan, deal, folder, layout, words);
    }

    static RunWords layout(ExecutionPlan plan, Deal deal, int crossings) {
        return new RunWords(
                deal.parts(),
                plan.workers(),
                plan.places().numbers(),
                crossings,
                plan.gangs().all().size());
    }

    /** Has all workers end after their current task, also those of processes that no longer listen. */
    public void stop() throws IOException {
        words.exchange(layout.stop(), 1);
        for (int worker = 0; worker < plan.workers(); worker++) {
            try (Bell bell = Bell.open(folder.bell(worker))) {
                bell.ring();
            }
        }
    }

    /**
     * Removes what processes that were killed have left on disk of datasets that several of them read, after all have ended.
     *
     * @param scratch where their options say that datasets wait on disk
     */
    public void clearDisk(Path scratch) throws IOException {
        BufferFiles.remove(SharedSpill.folder(scratch, folder));
    }

    /** How many tasks of a process have finished, a moment ago. */
    public long finished(int process) {
        long sum = 0;
        for (int worker : deal.workersOf(process)) {
            sum += words.opaque(layout.finished(worker));
        }
        return sum;
    }

    /**
     * How far the run is; to be asked by one thread.
     *
     * @param seconds since it began
     */
    public RunProgress progress(double seconds) {
        return count.at(seconds, worker -> (int) words.opaque(layout.finished(worker)));
    }

    /**
     * Adds up what the processes wrote down, and writes the trace.
     *
     * @param flow the flow's name
     * @param started when the run began, on the machine's clock
     * @param trace where the trace goes, if anybody wants one
     */
    public RunReport report(String flow, long started, Optional<Path> trace) throws IOException {
        RunMeasures measures = new RunMeasures(plan, deal, started);
        for (int process = 0; process < deal.parts(); process++) {
            try (DataInputStream in =
                    new DataInputStream(new BufferedInputStream(Files.newInputStream(folder.measured(process))))) {
                measures.add(process, in, 0);
            }
        }
        return measures.report(flow, trace);
    }
}
