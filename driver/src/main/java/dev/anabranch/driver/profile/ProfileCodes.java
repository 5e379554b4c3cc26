package dev.anabranch.driver.profile;

import dev.anabranch.model.diagnostic.DiagnosticCode;
import java.util.List;

/** What can be wrong with a profile. */
public final class ProfileCodes {
    static final DiagnosticCode NO_PROFILE = new DiagnosticCode(
            "F0711",
            "a file that is no profile",
            "A profile is an Arrow file that `run` writes, to `.anabranch/profiles` or where `--profile-out` says, or the"
                    + " folder of a trace. A file that was cut off or changed by another program cannot be read.");
    static final DiagnosticCode OTHER_FORMAT = new DiagnosticCode(
            "F0712",
            "a profile of another format",
            "Another version of Anabranch wrote the profile. Run the flow once with this version: that measures its tasks"
                    + " anew.");
    static final DiagnosticCode OTHER_FLOW = new DiagnosticCode(
            "F0713",
            "a profile of another flow",
            "A profile tells what the tasks of one flow cost, by their names; it holds the name of that flow. Give each"
                    + " flow a profile of its own, or let `--profile auto` find it.");

    private ProfileCodes() {}

    /** All of them, by id. */
    public static List<DiagnosticCode> all() {
        return List.of(NO_PROFILE, OTHER_FORMAT, OTHER_FLOW);
    }
}
