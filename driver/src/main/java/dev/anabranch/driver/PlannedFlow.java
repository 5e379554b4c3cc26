package dev.anabranch.driver;

import dev.anabranch.driver.store.PlanFolder;

/**
 * A flow with its plan, kept in the plan store.
 *
 * @param folder the plan, its tables and generated sources
 * @param reused whether it was made before
 * @param times how long the stages took
 */
public record PlannedFlow(PlanFolder folder, boolean reused, StageTimes times) {}
