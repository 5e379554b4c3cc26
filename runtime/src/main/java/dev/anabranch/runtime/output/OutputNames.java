package dev.anabranch.runtime.output;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names files after what they hold: {@code mean} at {@code {"step":24}} is {@code mean-step=24.arrow}. What a file
 * system could confuse (other characters, capital letters, very long names) ends in a part of its SHA-256, so that
 * different publications never meet in one file.
 */
final class OutputNames {
    private static final Pattern PLAIN_NAME = Pattern.compile("[a-z0-9_][a-z0-9_.-]*");
    private static final String KEY = "\"[a-z_][a-z0-9_]*\"";
    private static final String COORDINATE = "(-?\\d+|\"[a-z_][a-z0-9_.-]*\")";
    private static final Pattern PLAIN_INDEX =
            Pattern.compile("\\{(" + KEY + ":" + COORDINATE + "(, ?" + KEY + ":" + COORDINATE + ")*)?}");
    private static final int LONGEST = 120;

    private OutputNames() {}

    static String file(Publication publication) {
        String coordinates = publication.index().replaceAll("[{}\"\\s]", "").replace(':', '=');
        String text = coordinates.isEmpty() ? publication.name() : publication.name() + "-" + coordinates;
        boolean plain = PLAIN_NAME.matcher(publication.name()).matches()
                && PLAIN_INDEX.matcher(publication.index()).matches()
                && text.length() <= LONGEST;
        return (plain ? text : shortened(text) + "-" + digest(publication)) + ".arrow";
    }

    private static String shortened(String text) {
        String safe =
                text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_.,=-]+", "_").replaceAll("^[.-]+", "");
        return safe.substring(0, Math.min(safe.length(), LONGEST));
    }

    private static String digest(Publication publication) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((publication.name() + '\0' + publication.index()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every Java platform has SHA-256", absent);
        }
    }
}
