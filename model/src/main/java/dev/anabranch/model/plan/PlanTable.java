package dev.anabranch.model.plan;

/**
 * A table of a plan: a record whose components are its columns, arrays of {@code int}, {@code long}, {@code double} or
 * {@code String}, all of one length. What stores plans derives the Arrow schema from the record.
 */
public interface PlanTable {}
