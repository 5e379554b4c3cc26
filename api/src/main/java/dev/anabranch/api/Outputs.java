package dev.anabranch.api;

/**
 * Marks a record whose components are a task's several results, in the order in which the flow names them:
 * {@code record Qr(DoubleTensor q, DoubleTensor r) implements Outputs} serves {@code (q, r)[i] = linalg.qr(a[i])}.
 */
public interface Outputs {}
