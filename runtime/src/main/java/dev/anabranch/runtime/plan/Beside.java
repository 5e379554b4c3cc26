package dev.anabranch.runtime.plan;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A part of reading a plan, done by a thread of its own. */
final class Beside<T> {
    private final FutureTask<T> work;

    private Beside(Callable<T> work) {
        this.work = new FutureTask<>(work);
    }

    static <T> Beside<T> begin(Callable<T> work) {
        Beside<T> beside = new Beside<>(work);
        Thread thread = new Thread(beside.work, "plan-table");
        thread.setDaemon(true);
        thread.start();
        return beside;
    }

    /** What came of it, once it is there. */
    T end() throws IOException {
        try {
            return work.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException known) {
                throw known;
            }
            if (failed.getCause() instanceof RuntimeException unforeseen) {
                throw unforeseen;
            }
            throw new IOException(failed.getCause());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a plan was read");
        }
    }
}
