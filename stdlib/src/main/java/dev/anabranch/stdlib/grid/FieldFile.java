package dev.anabranch.stdlib.grid;

import java.io.IOException;

/**
 * What a file with fields holds. It knows where the fields are and keeps no handle: the file is opened for each read,
 * which costs microseconds, so that there is nothing to close at the end. Safe for use by several threads.
 */
interface FieldFile {
    /** How many fields of a variable there are; the empty name stands for all, or the only one. */
    long count(String variable) throws IOException;

    /** One field, by its position among those of the variable. */
    Field read(String variable, long index) throws IOException;

    /** When each of the variable's fields is valid, in seconds since 1970-01-01T00:00Z. */
    long[] times(String variable) throws IOException;

    /** How many entries it keeps in memory, to bound how many files are remembered. */
    int weight();
}
