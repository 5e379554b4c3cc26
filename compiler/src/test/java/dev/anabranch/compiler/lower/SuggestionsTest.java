package dev.anabranch.compiler.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.anabranch.compiler.Flows;
import dev.anabranch.model.diagnostic.Diagnostic;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is proposed instead of a mistake is what its author can write. */
class SuggestionsTest {
    private static final String START = """
            flow f
            use grid
            use linalg
            use lorenz
            param n : int = 3
            dim i = 0..9
            dim step = 6..24 by 6
            raw[i] = grid.read("{i}")
            t2[i, step] = grid.smooth(raw[i], step)
            """;

    private static List<Diagnostic> diagnostics(String statements) {
        return Flows.compile(START + statements.replace(" ; ", "\n") + "\npublish raw, t2\n")
                .diagnostics();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            a = grid.maen(raw[*])                            | F0102 | did you mean `mean`?
            a = grid.qr(raw[1])                              | F0102 | did you mean `linalg.qr`?
            a = mean(raw[*])                                 | F0102 | did you mean `grid.mean` or `lorenz.mean`?
            a = scan("x")                                    | F0102 | add `use table` and call `table.scan(...)`
            a = raw(1)                                       | F0102 | `raw` is a dataset, and indices stand in square brackets: `raw[...]`
            a = gird.mean(raw[*])                            | F0101 | did you mean `grid`?
            use tabel                                        | F0101 | did you mean `table`?
            a = table.scan("x")                              | F0101 | add `use table`
            a = grid.mean(rwa[*])                            | F0107 | did you mean `raw`?
            a = grid.mean(RAW[*])                            | F0107 | did you mean `raw`?
            a = grid.smooth(raw[1], m)                       | F0107 | the names known here are `raw`, `t2`, `a`, `n`
            a = grid.read(x.grib)                            | F0107 | texts and paths stand in double quotes: `"x.grib"`
            a = grid.read(null)                              | F0107 | there is no empty value: leave the argument out, or give it a default
            a[stp] = t2[1, stp] + t2[2, stp]                 | F0103 | did you mean `step`?
            publish t2[i, s] as "{i}/{hour}"                 | F0107 | names and metadata may use indices and params: `i`, `s`, `n`
            hot[i] = raw[i] >= 8h                            | F0308 | the numbers in a tensor have no unit: write the number alone, in what they are measured in
            param m : bool = True                            | F0107 | did you mean `true`?
            param m : Float = 3                              | F0111 | did you mean `float`?
            param m : boolean = true                         | F0111 | did you mean `bool`?
            param m : duration = 6                           | F0301 | give the number a unit: `6s`, `6min`, `6h`
            param m : size = "6MiB"                          | F0301 | write it without quotes: `6MiB`
            param m : list<int> = 3                          | F0301 | write a list of one: `[3]`
            param m : list<duration> = [6h, 12]              | F0301 | give the number a unit: `12s`, `12min`, `12h`
            param m : list<int> = ["a", "b"]                 | F0301 | declare it as what it is: `param m : list<string> = ...`
            param m : duration = 6MiB                        | F0301 | give it a unit of time: `6s`, `6min`, `6h`
            param m : size = 6h                              | F0301 | give it a unit of size: `6KiB`, `6MiB`, `6GiB`
            param m : duration = "6 hours"                   | F0301 | write it without quotes: `6h`
            param m : duration = "PT15M"                     | F0301 | write it without quotes: `15min`
            param m : duration = 6hours                      | F0014 | did you mean `h`?
            param m : duration = 1h30min                     | F0014 | write `1h + 30min`
            param m : duration = 2weeks                      | F0014 | write `14d`
            param m : size = 6M                              | F0014 | did you mean `MiB`?
            param m : size = 6mb                             | F0014 | did you mean `MB`?
            param m : size = 2PiB                            | F0014 | write `2048TiB`
            param m : int = 6h                               | F0301 | leave out the unit: `6`
            param m : int = 6.0                              | F0301 | write a whole number: `6`
            param m : int = 6.5                              | F0301 | write a whole number: `6` or `7`
            param m : int = "six"                            | F0301 | declare it as what it is: `param m : string = ...`
            param m : float = 3h                             | F0301 | leave out the unit: `3`
            param m : bool = 1                               | F0301 | write `true`
            param m : string = 3                             | F0301 | write it in double quotes: `"3"`
            param m : duration = 3h + 2                      | F0309 | give the plain number a unit too, such as `6h`
            param m : duration = 3h * 2h                     | F0309 | leave out one of the units: the other is that of the result
            param m : duration = 3h + 2MiB                   | F0309 | a time and a size cannot be combined
            dim d = 0..24h by 6                              | F0301 | leave out the unit: `24`
            a = grid.wait(6MiB)                              | F0301 | give it a unit of time: `6s`, `6min`, `6h`
            a = grid.wait(1h, 6h)                            | F0301 | give it a unit of size: `6KiB`, `6MiB`, `6GiB`
            a = grid.wait(1h, 6)                             | F0309 | give the number a unit: `6KiB`, `6MiB`, `6GiB`
            a = grid.wait("6h")                              | F0301 | write it without quotes: `6h`
            a = grid.wait(6 hours)                           | F0005 | leave out the blank; the unit is called `h`
            a = grid.wait(n)                                 | F0309 | multiply the number by a unit, as in `n * 1h`
            a = grid.wait(n + 1)                             | F0309 | multiply the number by a unit, as in `(n + 1) * 1h`
            a = grid.wait(raw[1])                            | F0301 | it is declared as `grid.wait(time: duration, room: size = 2MiB)`
            a = grid.smooth(raw[1], 3h)                      | F0301 | leave out the unit: `3`
            a = grid.read(3)                                 | F0301 | write it in double quotes: `"3"`
            a = grid.read(n)                                 | F0301 | write it in double quotes: `"{n}"`
            a = grid.mean(3)                                 | F0306 | it is declared as `grid.mean(fields: list<tensor<f64>>)`
            dim d = range(1, 4)                              | F0102 | a range is written `a..b`, or `a..<b` without its end
            dim d = file("*.csv")                            | F0102 | did you mean `files(...)`
            dim d = 9..0 by -1                               | F0210 | a range goes up; coordinates in another order are listed: `[18, 12, 6, 0]`
            a = raw[1] + raw[1] @quick(3MiB)                 | F0501 | there are
            a = raw[1] + raw[1] @memorry(3MiB)               | F0501 | did you mean `@memory`?
            a = raw[1] + raw[1] @cost(40ms)                  | F0502 | write `time: 40ms`
            a = raw[1] + raw[1] @cost(time: 40)              | F0309 | give the number a unit: `40s`, `40min`, `40h`
            a = raw[1] + raw[1] @cost(size: 40ms)            | F0309 | give it a unit of size: `40KiB`, `40MiB`, `40GiB`
            a = raw[1] + raw[1] @memory("2GiB")              | F0502 | write it without quotes: `2GiB`
            a = raw[1] + raw[1] @memory(n)                   | F0309 | multiply the number by a unit, as in `n * 1MiB`
            a = raw[1] + raw[1] @retry(3s)                   | F0309 | leave out the unit: `3`
            a = raw[1] + raw[1] @cost(tim: 40ms)             | F0502 | did you mean `time`?
            a = grid.quantile(raw[*], quant: 0.5)            | F0305 | it is declared as
            a = grid.quantile(0.5, raw[*])                   | F0301 | write `grid.quantile(raw[*], 0.5)`
            a = grid.smooth(radius: raw[1], field: 3)        | F0301 | write `grid.smooth(radius: 3, field: raw[1])`
            a = grid.wait(2MiB, 1h)                          | F0301 | write `grid.wait(1h, 2MiB)`
            a = grid.smooth(3, raw[1], 0.5)                  | F0301 | write `grid.smooth(raw[1], 3, 0.5)`
            a = grid.smooth(3, 0.5, raw[1])                  | F0301 | write `grid.smooth(raw[1], 3, 0.5)`
            a = grid.smooth(0.5, raw[1], 3)                  | F0301 | write `grid.smooth(raw[1], 3, 0.5)`
            a = grid.smooth(raw[1], 0.5, 3)                  | F0301 | or exchange `radius` and `weight`: write `grid.smooth(raw[1], 3, 0.5)`
            a = grid.smooth(raw[1], 0.5, 3)                  | F0301 | write a whole number: `0` or `1`
            use table ; a = table.save("x", b) ; b = table.scan("y") | F0301 | write `table.save(b, "x")`
            use table ; a = table.scan("x") ; b = table.sql(a, "y")  | F0301 | write `table.sql("y", a: a)`
            use table ; a = table.scan("x") ; b = table.sql("y", a)  | F0303 | give it by name: `a: a`
            a = grid.mean(raw[1], raw[2])                    | F0306 | write `grid.mean([raw[1], raw[2]])`
            a[step] = grid.mean(t2[2, step])                 | F0306 | write `t2[*, step]` for all over an index, or `[t2[2, step]]` for a list of one
            a[step] = grid.mean(t2[step])                    | F0201 | write `t2[*, step]`, where `*` reads every i
            a[step] = grid.mean(t2[i, step])                 | F0202 | write `t2[*, step]` to read every i, or make `i` an index on the left: `a[step, i]`
            a[i] = grid.smooth(raw, 3)                       | F0307 | write `raw[i]` for the one of the equation's own indices
            a[i] = grid.smooth(raw[*], 3)                    | F0307 | write `raw[i]` for the one of the equation's own indices
            a[i, step] = t2 - raw                            | F0307 | write `t2[i, step]` and `raw[i]`, or aggregate the list by a call
            a[i] = raw[i] - raw[i - 1]                       | F0401 | leave these instances out with `where i >= 1`, or define what they read
            a[i] = raw[i] - raw[i + 2]                       | F0401 | leave these instances out with `where i <= 7`, or define what they read
            a[i] where i > 1 = raw[i] - raw[i - 3]           | F0401 | leave these instances out: add `&& i >= 3` to the guard, or define what they read
            a[step] = t2[1, step] - t2[1, step - 6]          | F0401 | leave these instances out with `where step >= 12`, or define what they read
            dim k = 0..10 ; a[k] = grid.smooth(raw[k], 1)    | F0401 | or let `k` run over the same coordinates as `i`: from 0 to 9
            dim k = -1..10 ; a[k] = grid.smooth(raw[k], 1)   | F0401 | leave these instances out with `where k >= 0 && k <= 9`, or define what they read
            a = raw[10] + raw[1]                             | F0401 | read one that is defined, or define this one
            a[i] = grid.mean(raw[i - 3 .. i - 1])            | F0404 | `i` of `raw` runs from 0 to 9
            a[2 * i] = raw[i] + raw[i]                       | F0203 | declare a dim that has these coordinates, and compute `i` from it on the right side
            a[i > 3] = raw[i] + raw[i]                       | F0203 | a condition stands behind `where`: `a[i] where i > 3 = ...`
            a[i] where i % 2 = raw[i] + raw[i]               | F0212 | compare it with something: `i % 2 == 0`
            a[i, step] = lorenz.forecast(raw[i], 6h)         | F0205 | write `yields step` behind the call
            a[i] = lorenz.forecast(raw[i], 6h) yields step   | F0211 | write `a[i, step]`
            a[i] = linalg.qr(raw[i])                         | F0215 | name 2 datasets on the left, in parentheses: `(a, a2)[i] = ...`
            a = 3.5                                          | F0315 | a plain value is a param: `param a : float = 3.5`
            a[i] = raw[i]                                    | F0315 | another name for a dataset is not needed: read `raw[i]` where `a` is read
            a = grid.smooth(raw[1], n / 0)                   | F0311 | give the divisor another value, or leave this out with `if`
            param p : int = q ; param q : int = p            | F0106 | give one of them a value that needs none of the others
            a[step] = grid.mean(t2) ; publish a              | F0291 | did you mean `t2[*, step]`?
            """)
    void areConcrete(String statements, String code, String help) {
        List<Diagnostic> diagnostics = diagnostics(statements);
        assertThat(diagnostics)
                .as(() -> Flows.report(START + statements.replace(" ; ", "\n")))
                .extracting(d -> d.code().id())
                .contains(code);
        assertThat(diagnostics)
                .filteredOn(d -> d.code().id().equals(code))
                .flatExtracting(Diagnostic::help)
                .anySatisfy(text -> assertThat(text).startsWith(help));
    }
}
