package dev.anabranch.docs;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClasspathRoots;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs the tests that a page shows, in a process of their own: they read files from where they are started. */
final class PageTests {
    private PageTests() {}

    /** Whether a block has a test: of JUnit or a property. */
    static boolean isTest(Page.Block block) {
        return block.body().contains("import org.junit.jupiter.api.Test;")
                || block.body().contains("import net.jqwik.api.Property;");
    }

    /** Runs the tests among the classes in a folder; ends with 0 if there are any and none fails. */
    public static void main(String[] arguments) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClasspathRoots(Set.of(Path.of(arguments[0]))))
                                .build(),
                        listener);
        TestExecutionSummary tests = listener.getSummary();
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        tests.printTo(out);
        tests.printFailuresTo(out);
        System.exit(tests.getTestsSucceededCount() > 0 && tests.getTotalFailureCount() == 0 ? 0 : 1);
    }
}
