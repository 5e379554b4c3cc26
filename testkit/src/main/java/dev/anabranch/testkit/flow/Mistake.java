package dev.anabranch.testkit.flow;

import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.model.diagnostic.DiagnosticCode;

/** Mistakes that are made on purpose. */
public enum Mistake {
    UNKNOWN_DATASET(CompilerCodes.UNKNOWN_NAME),
    UNKNOWN_TASK(CompilerCodes.UNKNOWN_TASK),
    UNKNOWN_LIBRARY(CompilerCodes.UNKNOWN_LIBRARY),
    UNKNOWN_DIM(CompilerCodes.UNKNOWN_DIM),
    UNKNOWN_FUNCTION(CompilerCodes.UNKNOWN_TASK),
    UNKNOWN_TYPE(CompilerCodes.UNKNOWN_TYPE),
    MISSING_PARAM(CompilerCodes.MISSING_PARAM),
    CIRCULAR_DECLARATION(CompilerCodes.CIRCULAR_DECLARATION),
    DECLARED_TWICE(CompilerCodes.DECLARED_TWICE),
    UNBOUND_INDEX(CompilerCodes.INDEX_NOT_BOUND),
    MISSING_INDEX(CompilerCodes.INDEX_COUNT),
    INDEX_OF_WRONG_TYPE(CompilerCodes.INDEX_TYPE),
    ANOTHER_RANK(CompilerCodes.RANK_CONFLICT),
    STEP_OF_ZERO(CompilerCodes.BAD_STEP),
    GUARD_THAT_IS_NONE(CompilerCodes.BAD_GUARD),
    YIELDS_WITHOUT_GENERATOR(CompilerCodes.YIELDS_WITHOUT_GENERATOR),
    GENERATOR_WITHOUT_YIELDS(CompilerCodes.GENERATOR_WITHOUT_YIELDS),
    OUTPUT_COUNT(CompilerCodes.OUTPUT_COUNT),
    WRONG_TYPE(CompilerCodes.WRONG_TYPE),
    ANOTHER_TYPE(CompilerCodes.TYPE_CONFLICT),
    LIST_WANTED(CompilerCodes.LIST_WANTED),
    LIST_GIVEN(CompilerCodes.LIST_GIVEN),
    MISSING_ARGUMENT(CompilerCodes.MISSING_ARGUMENT),
    TOO_MANY_ARGUMENTS(CompilerCodes.TOO_MANY_ARGUMENTS),
    ARGUMENT_TWICE(CompilerCodes.ARGUMENT_TWICE),
    UNKNOWN_ARGUMENT(CompilerCodes.UNKNOWN_ARGUMENT),
    NO_OPERATOR(CompilerCodes.NO_OPERATOR),
    MISSING_UNIT(CompilerCodes.UNIT_MISMATCH),
    DIVISION_BY_ZERO(CompilerCodes.BAD_ARITHMETIC),
    NOT_A_TASK(CompilerCodes.NOT_A_TASK),
    ELEMENT_OUTSIDE(CompilerCodes.BAD_ARITHMETIC),
    UNREADABLE_FLOW(CompilerCodes.UNREADABLE_FLOW),
    CIRCULAR_USE(CompilerCodes.CIRCULAR_USE),
    NOT_AN_OUTPUT(CompilerCodes.NOT_AN_OUTPUT),
    BAD_USE(CompilerCodes.BAD_USE),
    MISSING_INPUT(CompilerCodes.MISSING_ARGUMENT),
    HAS_INPUTS(CompilerCodes.HAS_INPUTS),
    BAD_ANNOTATION(CompilerCodes.BAD_ANNOTATION),
    UNKNOWN_ANNOTATION(CompilerCodes.UNKNOWN_ANNOTATION),
    ANNOTATION_TWICE(CompilerCodes.ANNOTATION_TWICE),
    PUBLISHED_TWICE(CompilerCodes.PUBLISHED_TWICE),
    MANY_UNDER_ONE_NAME(CompilerCodes.MANY_UNDER_ONE_NAME),
    MAY_BE_ABSENT(CompilerCodes.MAY_BE_ABSENT),
    NEVER_DEFINED(CompilerCodes.NEVER_DEFINED),
    EMPTY_LIST(CompilerCodes.EMPTY_LIST),
    LISTS_DIFFER(CompilerCodes.LISTS_DIFFER),
    DEFINED_TWICE(CompilerCodes.DEFINED_TWICE),
    CYCLE(CompilerCodes.CYCLE);

    private final String code;

    Mistake(DiagnosticCode code) {
        this.code = code.id();
    }

    /** The code of the compiler's diagnostic, such as {@code F0401}. */
    public String code() {
        return code;
    }
}
