package dev.anabranch.driver;

import dev.anabranch.dsl.Parser;
import dev.anabranch.model.diagnostic.SourceText;

/** Which words can name a flow, a dataset or a library. */
public final class FlowNames {
    private static final int LONGEST = 200;

    private FlowNames() {}

    /** Whether the language takes the word for a name: letters, digits and underscores, and no word of its own. */
    public static boolean isName(String word) {
        return word.length() <= LONGEST
                && word.matches("\\w+")
                && Parser.parseWithErrors(SourceText.of("name", "flow " + word + "\n"))
                        .diagnostics()
                        .isEmpty();
    }
}
