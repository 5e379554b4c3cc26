package dev.anabranch.api.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TaskCommentsTest {
    @Property
    void whatIsWrittenIsReadAgain(@ForAll("comments") TaskComments comments) {
        assertThat(TaskComments.read(comments.write())).contains(comments);
        assertThat(comments.write()).endsWith("\n").doesNotContain("\r");
    }

    @Property
    void anyOtherTextIsNoComments(@ForAll String text) {
        assertThat(TaskComments.read(text)).isEmpty();
    }

    @Provide
    Arbitrary<TaskComments> comments() {
        Arbitrary<String> lines =
                Arbitraries.strings().withChars("a *@{}<>\u00e9 class task ").ofMaxLength(20);
        Arbitrary<String> comment =
                lines.list().ofMaxSize(4).map(list -> String.join("\n", list).strip());
        Arbitrary<String> name = Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(8);
        Arbitrary<List<String>> names = name.list().uniqueElements().ofMaxSize(4);
        return Combinators.combine(comment, names, comment.list().ofSize(4)).as((library, tasks, texts) -> {
            Map<String, String> byName = new LinkedHashMap<>();
            for (int i = 0; i < tasks.size(); i++) {
                byName.put(tasks.get(i), texts.get(i));
            }
            return new TaskComments(library, byName);
        });
    }
}
