package dev.anabranch.compiler.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.compiler.FlowFolder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is proposed instead of a mistake in the use of a flow is what its author can write. */
class UseSuggestionsTest {
    private static final String START = """
            flow main
            use grid
            use table
            dim member = 1..3
            dim step = 0..12 by 6
            t2[member, step] = grid.read("{member}_{step}")
            high[step] = grid.mean(t2[*, step])
            orders = table.scan("orders")
            """;

    private static final String POST = """
            flow post
            use grid
            input t2[member, step] : tensor<f64>[..]
            input orders : table
            param every : duration = 6h
            mean[step] = grid.mean(t2[*, step])
            output mean
            """;

    private static final String STEPS = """
            flow steps
            use grid
            input all[member, step] : tensor<f64>[..]
            input high[step] : tensor<f64>[..]
            excess[member, step] = all[member, step] - high[step]
            output excess
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            use flow "post.flow" as post ; a = post(orders, t2)             | F0201 | write `post(t2, orders)`
            use flow "post.flow" as post ; a = post(orders: t2, t2: orders) | F0201 | write `post(orders: orders, t2: t2)`
            use flow "post.flow" as post ; a = post(orders, t2: t2)         | F0304 | it is declared as `post(t2[member, step]: tensor<f64>[..], orders: table, every: duration = 6h)`
            use flow "post.flow" as post ; a = post(t2, 6h)                 | F0301 | a plain value is given to a param of the used flow: `every: 6h`
            use flow "post.flow" as post ; a = post(t2, orders, every: 6)   | F0301 | give the number a unit: `6s`, `6min`, `6h`
            use flow "post.flow" as post ; a = post(t2, orders, every: 6MB) | F0301 | give it a unit of time: `6s`, `6min`, `6h`
            use flow "post.flow" as post ; a = post(t2, order: orders)      | F0305 | did you mean `orders`?
            use flow "post.flow" as gri  ; a = grd.mean(t2[*, 0])           | F0101 | did you mean `grid`?
            use flow "steps.flow" as s   ; a = s(high, t2)                  | F0201 | write `s(t2, high)`
            use flow "pots.flow" as post ; a = post(t2)                     | F0120 | did you mean `"post.flow"`?
            use flow "post" as post      ; a = post(t2)                     | F0120 | did you mean `"post.flow"`?
            use flow "means.flow" as m   ; a = m(t2)                        | F0120 | did you mean `"parts/means.flow"`?
            use flow "parts/mean.flow" as m ; a = m(t2)                     | F0120 | did you mean `"parts/means.flow"`?
            use flow "zzzzzzzz.flow" as z ; a = z(t2)                       | F0120 | that folder has `post.flow`, `steps.flow`
            """)
    void areConcrete(String statements, String code, String help) {
        FlowFolder folder = new FlowFolder()
                .with("main.flow", START + statements.replaceAll(" *; ", "\n") + "\npublish t2, high, orders\n")
                .with("post.flow", POST)
                .with("steps.flow", STEPS)
                .with("parts/means.flow", POST);
        assertThat(folder.report("main.flow")).contains("[" + code + "]", "= help: " + help);
    }
}
