package dev.anabranch.model.graph;

/**
 * What the compiler believes about the costs of a family's instances, as long as no run has measured them.
 *
 * @param time where the work of its tasks came from
 * @param size where the size of its outputs came from
 */
public record FamilyCost(CostSource time, CostSource size) {}
