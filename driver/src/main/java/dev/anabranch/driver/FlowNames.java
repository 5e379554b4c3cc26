package dev.anabranch.driver;

import dev.anabranch.dsl.Parser;
import dev.anabranch.dsl.SourceDecoder;
import dev.anabranch.model.diagnostic.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Which words can name a flow, a dataset or a library, and which name a flow has. */
public final class FlowNames {
    private static final int LONGEST = 200;

    private FlowNames() {}

    /**
     * The name that a file's text gives to its flow, as far as it can be told.
     *
     * @throws IOException if the file cannot be read
     */
    public static Optional<String> nameIn(Path file) throws IOException {
        return SourceDecoder.decode(file.toString(), Files.readAllBytes(file))
                .value()
                .flatMap(text -> Parser.parseWithErrors(text).tree().header())
                .map(header -> header.name().text());
    }

    /** Whether the language takes the word for a name: letters, digits and underscores, and no word of its own. */
    public static boolean isName(String word) {
        return word.length() <= LONGEST
                && word.matches("\\w+")
                && Parser.parseWithErrors(SourceText.of("name", "flow " + word + "\n"))
                        .diagnostics()
                        .isEmpty();
    }
}
