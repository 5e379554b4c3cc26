package dev.anabranch.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** The graph of chains as one would write it without the platform. */
public final class HandWrittenChains {
    private HandWrittenChains() {}

    /** Two loops on this thread; nothing is kept but the last values. */
    public static long sequential(ChainSize size) {
        List<Long> last = new ArrayList<>(size.width());
        for (int chain = 0; chain < size.width(); chain++) {
            long value = TrivialTasks.start(chain);
            for (int link = 1; link < size.links(); link++) {
                value = TrivialTasks.next(value);
            }
            last.add(value);
        }
        return TrivialTasks.sum(last);
    }

    /**
     * One future for each task, all made by this thread.
     *
     * @param threads where the tasks run
     */
    public static long futures(ChainSize size, Executor threads) {
        List<CompletableFuture<Long>> last = new ArrayList<>(size.width());
        for (int chain = 0; chain < size.width(); chain++) {
            int begin = chain;
            CompletableFuture<Long> value = CompletableFuture.supplyAsync(() -> TrivialTasks.start(begin), threads);
            for (int link = 1; link < size.links(); link++) {
                value = value.thenApplyAsync(TrivialTasks::next, threads);
            }
            last.add(value);
        }
        return CompletableFuture.allOf(last.toArray(CompletableFuture<?>[]::new))
                .thenApplyAsync(
                        done -> TrivialTasks.sum(
                                last.stream().map(CompletableFuture::join).toList()),
                        threads)
                .join();
    }
}
