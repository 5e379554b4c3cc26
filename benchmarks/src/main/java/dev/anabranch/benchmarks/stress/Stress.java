package dev.anabranch.benchmarks.stress;

import dev.anabranch.benchmarks.CrossingFlow;
import dev.anabranch.benchmarks.ScratchFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.openjdk.jcstress.Main;

/**
 * Runs the stress tests with options of jcstress. Its forks get the plan that stores are raced over. Ends with an exception if an outcome was seen that may not be.
 */
public final class Stress {
    /** All tests in some minutes: every compiler by turns for both sides of a race, but not every pair of them. */
    private static final List<String> QUICK = List.of("-m", "quick", "-sc", "false");

    private Stress() {}

    /**
     * Compiles the plan, then hands over to jcstress.
     *
     * @param arguments those of jcstress; reports go to the working folder unless they say otherwise
     * @throws Exception if a test failed
     */
    public static void main(String[] arguments) throws Exception {
        try (ScratchFolder folder = ScratchFolder.create()) {
            Path plan = CrossingFlow.compile(CrossingPlan.SIZE, folder.path());
            List<String> options = new ArrayList<>(List.of("-jvmArgsPrepend", jvmArguments(plan)));
            if (!Arrays.asList(arguments).contains("-m")) {
                options.addAll(QUICK);
            }
            options.addAll(Arrays.asList(arguments));
            Main.main(options.toArray(String[]::new));
        }
    }

    /** Forks get the flags of this JVM by themselves. */
    private static String jvmArguments(Path plan) {
        if (plan.toString().contains(" ")) {
            throw new IllegalArgumentException(
                    "jcstress splits its options at spaces: set java.io.tmpdir to a folder without one, not " + plan);
        }
        return "-D" + CrossingPlan.FOLDER + "=" + plan;
    }
}
