package dev.anabranch.codegen.source;

import com.palantir.javapoet.CodeBlock;
import java.util.List;
import java.util.Optional;

/**
 * Where on an axis something is, from 0, as generated code computes it.
 *
 * @param affine as a sum of multiples of variables, if it is one
 * @param code as Java source that may stand on the left of {@code *}
 */
record Position(Optional<Affine> affine, CodeBlock code) {
    static Position of(Affine affine) {
        boolean sum = affine.isSum();
        return new Position(Optional.of(affine), CodeBlock.of(sum ? "($L)" : "$L", affine.code()));
    }

    static Position of(CodeBlock code) {
        return new Position(Optional.empty(), code);
    }

    /**
     * The source of {@code base + position * stride + ...}.
     *
     * @param base the name of a constant; empty for none
     */
    static CodeBlock sum(String base, List<Position> positions, List<Integer> strides) {
        CodeBlock.Builder code = CodeBlock.builder().add("$L", base);
        boolean first = base.isEmpty();
        long constant = 0;
        for (int i = 0; i < positions.size(); i++) {
            int stride = strides.get(i);
            Optional<Affine> affine = positions.get(i).affine();
            if (affine.isPresent() && affine.get().isConstant()) {
                constant += affine.get().constant() * stride;
                continue;
            }
            code.add(first ? "" : " + ").add(positions.get(i).code());
            if (stride != 1) {
                code.add(" * $L", stride);
            }
            first = false;
        }
        if (first || constant != 0) {
            code.add(first ? "$L" : " + $L", constant);
        }
        return code.build();
    }
}
