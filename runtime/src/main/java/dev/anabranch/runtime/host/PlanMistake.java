package dev.anabranch.runtime.host;

/** A plan or a generated program that contradicts itself: ours, not the user's. */
final class PlanMistake extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PlanMistake(String found) {
        super(found);
    }
}
