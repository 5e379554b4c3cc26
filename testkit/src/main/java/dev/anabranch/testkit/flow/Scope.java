package dev.anabranch.testkit.flow;

import java.util.List;
import java.util.Optional;

/**
 * What an expression may refer to where it stands.
 *
 * @param dims whose coordinates it may use; in a declaration those whose sizes it may
 * @param declaration whether it stands in a param or a dim
 * @param target the array that is being defined: reading it would be a circle
 */
record Scope(Draft draft, List<DraftDim> dims, boolean declaration, Optional<DraftArray> target) {
    Scope {
        dims = List.copyOf(dims);
    }

    /** Where only constants can stand: on the left side, or in a publication. */
    static Scope ofConstants(Draft draft) {
        return new Scope(draft, List.of(), false, Optional.empty());
    }

    List<DraftDim> numbers() {
        return dims.stream().filter(d -> declaration || !d.isText()).toList();
    }

    List<DraftDim> texts() {
        return declaration ? List.of() : dims.stream().filter(DraftDim::isText).toList();
    }
}
