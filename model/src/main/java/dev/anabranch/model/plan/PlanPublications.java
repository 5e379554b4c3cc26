package dev.anabranch.model.plan;

/**
 * What goes to the output catalogue.
 *
 * @param slot which dataset
 * @param name its name there
 * @param index its coordinates, a JSON object from index to coordinate in the array's order
 * @param metadata what it can be found by, a JSON object in the order written
 */
@SuppressWarnings("ArrayRecordComponent") // a table is columns
public record PlanPublications(int[] slot, String[] name, String[] index, String[] metadata) implements PlanTable {}
