package dev.anabranch.codegen.signature;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks into other class files: whether a class may be named from anywhere, and what a record holds. */
final class ClassAccess {
    private final ClassBytes classes;
    private final Map<String, Optional<ClassFacts>> read = new HashMap<>();

    ClassAccess(ClassBytes classes) {
        this.classes = classes;
    }

    /** Remembers what was read already. */
    void know(ClassFacts facts) {
        read.put(facts.internalName(), Optional.of(facts));
    }

    /** The facts of a class by internal name; empty if it is not there or no class file. */
    Optional<ClassFacts> facts(String internalName) {
        return read.computeIfAbsent(internalName, name -> {
            // Classes of the platform are public as far as a public signature may name them.
            if (name.startsWith("java/")) {
                return Optional.empty();
            }
            try {
                return classes.bytes(name.replace('/', '.')).map(ClassFacts::of);
            } catch (RuntimeException notAClassFile) {
                return Optional.empty();
            }
        });
    }

    /** Whether the class and all that it is nested in are public; one that cannot be read counts as public. */
    boolean isPublic(String internalName) {
        Set<String> seen = new HashSet<>();
        Optional<ClassFacts> facts = facts(internalName);
        // A damaged file may say that a class is nested in itself.
        while (facts.isPresent() && seen.add(facts.get().internalName())) {
            if (!facts.get().isPublic()) {
                return false;
            }
            facts = facts.get().outer().flatMap(this::facts);
        }
        return true;
    }
}
