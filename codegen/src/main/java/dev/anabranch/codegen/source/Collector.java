package dev.anabranch.codegen.source;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import dev.anabranch.model.type.ValueType;

/**
 * Source that takes values one by one: into a list, a map or an array.
 *
 * @param before the statement up to the value
 * @param after the rest of it
 * @param element what type the values are wanted as
 * @param java the Java type for that
 */
record Collector(CodeBlock before, String after, ValueType element, TypeName java) {
    static Collector list(String name, ValueType element) {
        return new Collector(CodeBlock.of("$L.add(", name), ")", element, TypeNames.dataset(element));
    }

    static Collector map(String name, String key, ValueType element) {
        return new Collector(CodeBlock.of("$L.put($S, ", name, key), ")", element, TypeNames.dataset(element));
    }

    /**
     * @param next the variable that counts the elements
     */
    static Collector array(String name, String next, ValueType element, TypeName component) {
        return new Collector(CodeBlock.of("$L[$L++] = ", name, next), "", element, component);
    }

    /** The statement for one value. */
    CodeBlock take(CodeBlock value) {
        return CodeBlock.of("$L$L$L", before, value, after);
    }
}
