package dev.anabranch.runtime.plan;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A plan's tables that cannot be run: one is missing, has other columns, or contradicts another. */
public final class PlanFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    PlanFormatException(String found) {
        super(found);
    }

    PlanFormatException(String found, @Nullable Throwable cause) {
        super(found, cause);
    }
}
