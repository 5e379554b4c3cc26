package dev.anabranch.runtime.shared;

import org.apache.arrow.memory.ForeignAllocation;

/** A buffer in another process's arena. It keeps the mapping: without it, the memory would go away under its readers. */
final class BorrowedMemory extends ForeignAllocation {
    private final Loan loan;

    @SuppressWarnings({"unused", "FieldCanBeLocal"}) // kept reachable
    private final Mapping mapping;

    BorrowedMemory(Loan loan, Mapping mapping, long address, long bytes) {
        super(bytes, address);
        this.loan = loan;
        this.mapping = mapping;
        loan.use();
    }

    @Override
    protected void release0() {
        loan.giveBack();
    }
}
