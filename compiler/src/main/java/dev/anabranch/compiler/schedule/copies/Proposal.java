package dev.anabranch.compiler.schedule.copies;

import java.util.List;

/**
 * What could run again on a worker so that a dataset is there earlier than its message.
 *
 * @param task the one whose message comes too late
 * @param copies what its copy needs as well, and then the copy itself
 * @param gain how much earlier the first reader could start, in seconds
 */
record Proposal(int task, List<Copy> copies, double gain) {
    Proposal {
        copies = List.copyOf(copies);
    }
}
