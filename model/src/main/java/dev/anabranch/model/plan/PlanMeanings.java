package dev.anabranch.model.plan;

/**
 * What families do, by family, as hashes: by these a run's measurements are found again, and those of a changed task are
 * not.
 *
 * @param code SHA-256 of the task that is called and its class file
 * @param meaning SHA-256 of that, of the call's arguments, and of the families that the inputs come from
 */
@SuppressWarnings("ArrayRecordComponent") // a table is columns
public record PlanMeanings(String[] code, String[] meaning) implements PlanTable {}
