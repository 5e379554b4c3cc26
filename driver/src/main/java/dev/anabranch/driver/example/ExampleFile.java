package dev.anabranch.driver.example;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of an example as it is shown. What a person cannot read is written in a notation: <code>«FC»</code> is one byte,
 * <code>«text × 300»</code> a text that stands 300 times.
 *
 * @param name by which the example's command and other files know it
 * @param text as it is shown
 */
public record ExampleFile(String name, String text) {
    /** What the notation means, for those who read such a file. */
    public static final String NOTATION_IN_WORDS =
            "Here «FC» stands for a byte, and «text × 300» for a text that is written 300 times.";

    private static final Pattern NOTATION =
            Pattern.compile("«(?:(?<byte>[0-9A-F]{2})|(?<text>[^«»]*) × (?<count>[0-9]+))»");
    private static final Pattern COMMAND = Pattern.compile("(?://|#) \\$ anabranch (?<words>.*)\\R[\\s\\S]*");

    /** The content of the file that the notation describes. */
    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Matcher notation = NOTATION.matcher(text);
        int from = 0;
        while (notation.find()) {
            bytes.writeBytes(utf8(text.substring(from, notation.start())));
            from = notation.end();
            if (notation.group("byte") != null) {
                bytes.write(Integer.parseInt(notation.group("byte"), 16));
            } else {
                bytes.writeBytes(utf8(notation.group("text").repeat(Integer.parseInt(notation.group("count")))));
            }
        }
        bytes.writeBytes(utf8(text.substring(from)));
        return bytes.toByteArray();
    }

    private static byte[] utf8(String part) {
        return part.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the text has places in the notation, so that it must be explained. */
    public boolean hasNotation() {
        return NOTATION.matcher(text).find();
    }

    /**
     * The command that shows what the file is an example of, without the word {@code anabranch}: what a comment in its
     * first line says, as in {@code // $ anabranch check wrong.flow -p members=20}.
     */
    public Optional<List<String>> command() {
        Matcher command = COMMAND.matcher(text);
        return command.matches()
                ? Optional.of(List.of(command.group("words").strip().split(" +", -1)))
                : Optional.empty();
    }
}
