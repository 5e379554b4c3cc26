package dev.anabranch.model.planted;

/** Stands for a value of the model; breaks no rule itself. */
public record PlantedValue(int number) {}
