package dev.anabranch.testkit.flow;

import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.dsl.SyntaxCodes;
import dev.anabranch.model.diagnostic.DiagnosticCode;
import dev.anabranch.testkit.flow.Slip.Kind;

/**
 * A slip of the pen somewhere in a flow that is right.
 *
 * @param kind what was done
 * @param flow the flow without it
 * @param start where the text that was written instead begins
 * @param original what stands there in the flow that is right
 * @param written what was written instead
 */
record Slip(Kind kind, GeneratedFlow flow, int start, String original, String written) {
    enum Kind {
        DATASET(CompilerCodes.UNKNOWN_NAME),
        PUBLISHED(CompilerCodes.UNKNOWN_NAME),
        PARAM(CompilerCodes.UNKNOWN_NAME),
        DIM(CompilerCodes.UNKNOWN_DIM),
        TASK(CompilerCodes.UNKNOWN_TASK),
        LIBRARY(CompilerCodes.UNKNOWN_LIBRARY),
        USED_LIBRARY(CompilerCodes.UNKNOWN_LIBRARY),
        PARAMETER(CompilerCodes.UNKNOWN_ARGUMENT),
        USED_FILE(CompilerCodes.UNREADABLE_FLOW),
        UNIT_IN_WORDS(SyntaxCodes.UNKNOWN_UNIT),
        NO_UNIT(CompilerCodes.UNIT_MISMATCH),
        UNIT_OF_ANOTHER_KIND(CompilerCodes.WRONG_TYPE),
        FORGOTTEN_INDEX(CompilerCodes.INDEX_COUNT),
        EXCHANGED(CompilerCodes.WRONG_TYPE);

        private final String code;

        Kind(DiagnosticCode code) {
            this.code = code.id();
        }

        /** The code of the diagnostic that tells of it. */
        String code() {
            return code;
        }
    }

    /** The flow with the slip. */
    String text() {
        return flow.text().substring(0, start) + written + flow.text().substring(start + original.length());
    }

    /** Where the text that was written instead ends. */
    int end() {
        return start + written.length();
    }

    @Override
    public String toString() {
        return kind + ": `" + written + "` at " + start + " for `" + original + "`\n"
                + new GeneratedFlow(
                        text(), flow.others(), flow.params(), flow.instances(), flow.published(), 0, flow.features());
    }
}
