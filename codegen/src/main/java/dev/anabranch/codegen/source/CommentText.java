package dev.anabranch.codegen.source;

import dev.anabranch.model.graph.Axis;
import dev.anabranch.model.graph.DatasetArray;
import dev.anabranch.model.graph.Domain;
import dev.anabranch.model.graph.Origin;
import java.util.List;
import java.util.stream.Collectors;

/** What stands in comments of generated code. The user's own words must not end a comment or hide in an escape. */
final class CommentText {
    private CommentText() {}

    /** Text that is safe in a comment: one line, no end of comment, no unicode escape. */
    static String safe(String text) {
        StringBuilder safe = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter == '\\') {
                safe.append("\\\\");
            } else if (letter == '/' && i > 0 && text.charAt(i - 1) == '*') {
                safe.append(" /");
            } else {
                safe.append(Character.isISOControl(letter) || letter == '\u2028' || letter == '\u2029' ? ' ' : letter);
            }
        }
        return safe.toString();
    }

    /** {@code ensemble.flow:15}. */
    static String place(Origin origin) {
        return safe(origin.toString());
    }

    /** {@code ensemble.flow:15: mean[step] = grid.mean(t2[*, step])}. */
    static String line(Origin origin) {
        return safe(origin + ": " + origin.text());
    }

    /** {@code state[member: 1..32, step: 1..40]}. */
    static String array(DatasetArray array) {
        return safe(array.axes().isEmpty() ? array.name() : array.name() + axes(array.axes()));
    }

    private static String axes(List<Axis> axes) {
        return axes.stream()
                .map(axis -> axis.name() + ": " + domain(axis.domain()))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /** {@code 0..240 by 6}, or the first and last of a list. */
    static String domain(Domain domain) {
        int last = domain.size() - 1;
        String range = last == 0
                ? domain.text(0)
                : domain.text(0)
                        + domain.accept(new Domain.Visitor<String>() {
                            @Override
                            public String regular(Domain.Regular regular) {
                                return "..";
                            }

                            @Override
                            public String integers(Domain.Integers integers) {
                                return last == 1 ? ", " : ", ..., ";
                            }

                            @Override
                            public String texts(Domain.Texts texts) {
                                return last == 1 ? ", " : ", ..., ";
                            }
                        })
                        + domain.text(last);
        long step = domain instanceof Domain.Regular regular ? regular.step() : 1;
        return safe(step == 1 || last == 0 ? range : range + " by " + step);
    }
}
