package dev.anabranch.model.plan;

/**
 * Why the plan is as it is, in the order of the passes.
 *
 * @param pass who decided
 * @param subject what it is about
 * @param reason one sentence with its numbers
 * @param count how many instances it covers
 */
@SuppressWarnings("ArrayRecordComponent") // a table is columns
public record PlanDecisions(String[] pass, String[] subject, String[] reason, long[] count) implements PlanTable {}
