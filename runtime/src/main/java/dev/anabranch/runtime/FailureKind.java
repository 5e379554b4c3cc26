package dev.anabranch.runtime;

/** Whose failure it is. */
public enum FailureKind {
    /** A task threw, or broke a rule of tasks. */
    USER,
    /** Memory ran out, or a disk was full. */
    INFRASTRUCTURE,
    /** The plan, the generated program or the runtime is wrong. */
    OURS
}
