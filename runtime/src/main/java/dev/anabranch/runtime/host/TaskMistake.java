package dev.anabranch.runtime.host;

/** A task that broke a rule of tasks; the message says which. */
final class TaskMistake extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TaskMistake(String found) {
        super(found, null, false, false);
    }
}
