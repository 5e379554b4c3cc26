package dev.anabranch.stdlib.table;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pieces of SQL text. */
final class Sql {
    private Sql() {}

    /** A name of a table or column, whatever characters it has. */
    static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A string. */
    static String string(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /**
     * How often a query names a table, columns qualified with it ({@code t.x}) not counted. It may count too many (in
     * strings, for example), which costs a copy at most.
     */
    static int mentions(String query, String table) {
        Matcher matcher = Pattern.compile("(?<![\\w.])" + Pattern.quote(table.toLowerCase(Locale.ROOT)) + "(?![\\w.])")
                .matcher(query.toLowerCase(Locale.ROOT));
        int count = 0;
        while (matcher.find()) {
            count++;
        }
        return count;
    }
}
