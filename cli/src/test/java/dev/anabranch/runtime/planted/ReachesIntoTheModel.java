package dev.anabranch.runtime.planted;

import dev.anabranch.model.planted.PlantedValue;

/** A violation on purpose: the runtime must not know the model. */
final class ReachesIntoTheModel {

    int reach(PlantedValue value) {
        return value.number();
    }
}
