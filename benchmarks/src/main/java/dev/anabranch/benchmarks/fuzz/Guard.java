package dev.anabranch.benchmarks.fuzz;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs one thing after the other on a thread of its own, and gives up what takes too much of a processor: on a machine
 * that others keep busy, time on the clock would say nothing.
 */
final class Guard {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final long budgetNanos;
    private Worker worker = new Worker();

    /** @param budgetSeconds of processor time for each */
    Guard(int budgetSeconds) {
        this.budgetNanos = TimeUnit.SECONDS.toNanos(budgetSeconds);
    }

    /**
     * What came of it.
     *
     * @param result empty if it failed
     * @param failure empty if it did not
     * @param nanos of processor time
     */
    record Result<T>(Optional<T> result, Optional<Failure> failure, long nanos) {}

    <T> Result<T> run(Callable<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        long before = worker.cpu();
        worker.queue.add(() -> {
            try {
                done.complete(work.call());
            } catch (Throwable thrown) {
                // Whatever it is: out of memory and out of stack are what is looked for.
                done.completeExceptionally(thrown);
            }
        });
        while (true) {
            try {
                return new Result<>(
                        Optional.of(done.get(200, TimeUnit.MILLISECONDS)), Optional.empty(), worker.cpu() - before);
            } catch (TimeoutException e) {
                if (worker.cpu() - before > budgetNanos) {
                    Failure hang = Failure.hang(worker.thread.getStackTrace());
                    worker.thread.interrupt();
                    worker = new Worker();
                    return new Result<>(Optional.empty(), Optional.of(hang), budgetNanos);
                }
            } catch (ExecutionException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                return new Result<>(Optional.empty(), Optional.of(Failure.of(cause)), worker.cpu() - before);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }

    /** A thread that is left behind where it does not come back. */
    private static final class Worker {
        private final LinkedBlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
        private final Thread thread = new Thread(this::loop, "fuzz");

        Worker() {
            thread.setDaemon(true);
            thread.start();
        }

        private void loop() {
            while (true) {
                try {
                    queue.take().run();
                } catch (InterruptedException e) {
                    return;
                }
            }
        }

        long cpu() {
            return Math.max(0, THREADS.getThreadCpuTime(thread.getId()));
        }
    }
}
