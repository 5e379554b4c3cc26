package dev.anabranch.runtime.shared;

import java.io.IOException;

/** A descriptor names no dataset that is there: it was given back meanwhile, or the descriptor is damaged. */
public final class StaleDescriptorException extends IOException {
    private static final long serialVersionUID = 1;

    StaleDescriptorException(String message) {
        super(message);
    }
}
