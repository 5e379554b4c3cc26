package dev.anabranch.compiler.schedule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the JSON of published workflow instances: maps, lists, strings, doubles, booleans. */
final class JsonReader {
    private final String text;
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    static Map<String, Object> object(String text) {
        return asObject(new JsonReader(text).value());
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> asObject(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    static List<Object> asList(Object value) {
        return (List<Object>) value;
    }

    private Object value() {
        char c = peek();
        if (c == '{') {
            Map<String, Object> members = new LinkedHashMap<>();
            at++;
            while (peek() != '}') {
                String key = string();
                skip(':');
                members.put(key, value());
                skip(',');
            }
            at++;
            return members;
        }
        if (c == '[') {
            List<Object> elements = new ArrayList<>();
            at++;
            while (peek() != ']') {
                elements.add(value());
                skip(',');
            }
            at++;
            return elements;
        }
        return c == '"' ? string() : word();
    }

    private Object word() {
        int start = at;
        while (at < text.length() && ",]} \n\r\t".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(start, at);
        return switch (word) {
            case "true" -> true;
            case "false" -> false;
            case "null" -> "";
            default -> Double.valueOf(word);
        };
    }

    private String string() {
        StringBuilder read = new StringBuilder();
        if (peek() != '"') {
            throw new IllegalArgumentException("no string at " + at);
        }
        for (at++; text.charAt(at) != '"'; at++) {
            if (text.charAt(at) == '\\') {
                at++;
            }
            read.append(text.charAt(at));
        }
        at++;
        return read.toString();
    }

    private void skip(char c) {
        if (peek() == c) {
            at++;
        }
    }

    private char peek() {
        while (Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return text.charAt(at);
    }
}
