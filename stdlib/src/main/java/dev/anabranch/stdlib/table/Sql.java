package dev.anabranch.stdlib.table;

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
}
