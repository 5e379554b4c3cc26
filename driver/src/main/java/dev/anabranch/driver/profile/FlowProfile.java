package dev.anabranch.driver.profile;

import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.profile.Profile;
import java.util.Optional;

/**
 * A profile as it was given to a compilation.
 *
 * @param name how its file is shown to people
 * @param digest SHA-256 of its content
 * @param profile what it says
 */
public record FlowProfile(String name, String digest, Profile profile) {
    /**
     * What is wrong if it is not of a flow.
     *
     * @param header where the flow says its name
     */
    public Optional<Diagnostic> mismatch(String flow, Span header) {
        if (profile.flow().equals(flow)) {
            return Optional.empty();
        }
        return Optional.of(Diagnostic.error(
                        ProfileCodes.OTHER_FLOW,
                        header,
                        "the profile `" + name + "` is of the flow `" + profile.flow() + "`, not of `" + flow + "`")
                .withHelp("give the profile that a run of `" + flow + "` wrote, or `--profile auto`, which finds it")
                .withHelp("or plan without a profile: the costs then are those that flow and libraries state"));
    }
}
