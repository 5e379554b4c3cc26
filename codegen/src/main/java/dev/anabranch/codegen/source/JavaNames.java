package dev.anabranch.codegen.source;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** Names of one kind in one scope: legal in Java and each given once. */
final class JavaNames {
    private final Set<String> taken;

    JavaNames(String... reserved) {
        this.taken = new HashSet<>(Set.of(reserved));
    }

    private JavaNames(Set<String> taken) {
        this.taken = taken;
    }

    /** A scope inside this one: it may not use this one's names, but those it gives are free again outside. */
    JavaNames inner() {
        return new JavaNames(new HashSet<>(taken));
    }

    /** The wanted name, made legal, with a number where it is taken. */
    String unique(String wanted) {
        String legal = legal(wanted);
        String name = legal;
        // A name that ends in a digit is kept apart from its number: t2, t2_2.
        String separator = Character.isDigit(legal.charAt(legal.length() - 1)) ? "_" : "";
        for (int i = 2; !taken.add(name); i++) {
            name = legal + separator + i;
        }
        return name;
    }

    /** A name for a variable or method: {@code frost.1} becomes {@code frost1}, {@code mean.partial meanPartial}. */
    static String legal(String text) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (Character.isJavaIdentifierPart(letter) && letter != '$') {
                boolean hump = i > 0 && text.charAt(i - 1) == '.';
                name.append(hump ? Character.toUpperCase(letter) : letter);
            } else if (letter != '.') {
                name.append('_');
            }
        }
        if (name.length() == 0 || !Character.isJavaIdentifierStart(name.charAt(0))) {
            name.insert(0, '_');
        }
        return name.toString().equals("_") || SourceVersion.isKeyword(name, SourceVersion.RELEASE_17)
                ? name + "_"
                : name.toString();
    }

    /** A name for a constant: {@code dailyMean} becomes {@code DAILY_MEAN}. */
    static String constant(String text) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            boolean hump = Character.isUpperCase(letter) && i > 0 && Character.isLowerCase(text.charAt(i - 1));
            name.append(hump || letter == '.' ? "_" : "").append(letter == '.' ? "" : letter);
        }
        return legal(name.toString().toUpperCase(Locale.ROOT));
    }

    /** A name for a class: {@code daily_mean} becomes {@code DailyMean}. */
    static String type(String text) {
        StringBuilder name = new StringBuilder();
        boolean start = true;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (Character.isLetterOrDigit(letter)) {
                name.append(start ? Character.toUpperCase(letter) : letter);
                start = false;
            } else {
                start = true;
            }
        }
        return legal(name.toString());
    }

    /** {@code s} and {@code tile} make {@code sTile}. */
    static String joined(String first, String second) {
        String legal = legal(second);
        return first + Character.toUpperCase(legal.charAt(0)) + legal.substring(1);
    }
}
