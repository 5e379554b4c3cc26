package dev.anabranch.cli;

import dev.anabranch.driver.calibrate.Calibration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Says how far a calibration is; what ends within two seconds says nothing. */
final class CalibrationProgress implements Calibration.Progress {
    private final Screen screen;
    private final LongSupplier nanoTime;
    private @Nullable CountProgress count;

    CalibrationProgress(Screen screen, LongSupplier nanoTime) {
        this.screen = screen;
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized void done(int trials, int of) {
        if (count == null) {
            count = new CountProgress(screen, of, "measurements", nanoTime);
        }
        count.done(trials);
    }

    /** Removes what was redrawn. */
    synchronized void clear() {
        if (count != null) {
            count.clear();
        }
    }
}
