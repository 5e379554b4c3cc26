package dev.anabranch.compiler.schedule;

import dev.anabranch.model.diagnostic.DiagnosticCode;
import java.util.List;

/** What can be wrong between a graph and a cluster. */
public final class PlanningCodes {
    /** A label that no host has. */
    public static final DiagnosticCode NO_SUCH_WORKER = new DiagnosticCode(
            "F0751",
            "no worker satisfies an equation's demands",
            "An equation asks with `@on(...)` for a host label or a worker that the cluster does not have, or with"
                    + " `@gpu(...)` for a host labelled `gpu`; with both, one worker must satisfy both. Give a host of the"
                    + " cluster file that label, or drop the annotation.");

    /** Memory that does not suffice. */
    public static final DiagnosticCode OUT_OF_MEMORY = new DiagnosticCode(
            "F0752",
            "the plan needs more memory than a host has",
            "At some moment of the planned run the datasets that are still to be read, together with what running"
                    + " tasks ask for with `@memory(...)`, exceed the memory of their host, in whatever order tasks were"
                    + " tried, and whatever could wait on disk. The message is about the plan that needs least: the"
                    + " task that starts then, what it needs itself, and what is alive besides. Give the host more"
                    + " memory, plan with fewer workers, or let the flow aggregate earlier.");

    /** A gang that there are not enough workers for. */
    public static final DiagnosticCode NO_ROOM_FOR_GANG = new DiagnosticCode(
            "F0753",
            "there are not enough workers for a gang",
            "An equation asks with `@gang(n)` for n workers at the same time. They are workers of one host if one has"
                    + " as many, otherwise of several, and each of them satisfies what the equation asks for with `@on(...)`"
                    + " and `@gpu(...)`. Plan with more workers, give the hosts of the cluster file more of them, or ask for"
                    + " fewer.");

    private PlanningCodes() {}

    /** All of them, for the index of errors. */
    public static List<DiagnosticCode> all() {
        return List.of(NO_SUCH_WORKER, OUT_OF_MEMORY, NO_ROOM_FOR_GANG);
    }
}
