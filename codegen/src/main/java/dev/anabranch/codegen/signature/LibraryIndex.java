package dev.anabranch.codegen.signature;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The task libraries that one jar or folder registers, in a properties file: {@code grid = com.acme.Grid}.
 *
 * @param classes binary name of the class by the library's name
 */
public record LibraryIndex(SortedMap<String, String> classes) {
    /** Where the file is on a class path. */
    public static final String PATH = "META-INF/anabranch/libraries.properties";

    public LibraryIndex {
        classes = Collections.unmodifiableSortedMap(new TreeMap<>(classes));
    }

    /**
     * Parses the file's content.
     *
     * @throws IllegalArgumentException if it holds a malformed escape
     */
    public static LibraryIndex parse(String content) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(content));
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot fail to be read", e);
        }
        SortedMap<String, String> classes = new TreeMap<>();
        for (String name : properties.stringPropertyNames()) {
            classes.put(name, properties.getProperty(name).strip());
        }
        return new LibraryIndex(classes);
    }
}
