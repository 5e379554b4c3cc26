package dev.anabranch.driver;

import dev.anabranch.dsl.Formatter;
import dev.anabranch.dsl.Parser;
import dev.anabranch.dsl.SourceDecoder;
import dev.anabranch.model.diagnostic.Checked;

/** The canonical layout of a flow's text. */
public final class FlowFormat {
    private FlowFormat() {}

    /**
     * The text laid out anew, or its syntax errors.
     *
     * @param name how its author knows the file
     * @param text the file's content
     */
    public static Checked<String> format(String name, byte[] text) {
        return SourceDecoder.decode(name, text).then(Parser::parse).then(tree -> Checked.of(Formatter.format(tree)));
    }
}
