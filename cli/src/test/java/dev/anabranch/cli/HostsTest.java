package dev.anabranch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Runs on hosts, which are really killed. */
class HostsTest extends OnHosts {
    @Test
    void giveTheSameReportAndOutputsAsThreads() throws IOException, InterruptedException {
        serve("a");
        serve("b");
        Path flow = anabranch.flow("slow.flow", SLOW.formatted(3));
        Anabranch.Answer threads = anabranch.call("run", flow, "--workers", 2, "--json");
        assertThat(threads.status()).as(threads.err()).isZero();
        Anabranch other = new Anabranch(Files.createDirectories(folder.resolve("other")));
        for (int time = 0; time < 2; time++) {
            Anabranch.Answer hosted = run(other, flow, "--json");
            assertThat(hosted.status()).as(hosted.err()).isZero();
            JsonNode before = threads.json();
            JsonNode after = hosted.json();
            assertThat(after.fieldNames()).toIterable().containsExactlyElementsOf(before::fieldNames);
            for (String field : List.of("tasks", "published", "bytes")) {
                assertThat(after.get(field)).as(field).isEqualTo(before.get(field));
            }
            assertThat(after.get("workers")).hasSize(2);
        }
        assertThat(folder.resolve("other/trace/tasks.arrow")).exists();
        JsonNode outputs = other.call("outputs", "--json").json();
        assertThat(outputs).hasSize(3);
        for (JsonNode output : outputs) {
            Path file = Path.of(output.get("file").asText());
            assertThat(file)
                    .hasSameBinaryContentAs(folder.resolve("outputs")
                            .resolve(folder.resolve("other/outputs").relativize(file)));
        }
    }

    @Test
    void theTraceSaysWhatCameFromHostToHost() throws IOException, InterruptedException {
        serve("a");
        serve("b");
        Path flow = anabranch.flow("crossing.flow", """
                flow crossing
                use taskbench
                x = taskbench.point(0, 0, [], 10, 64KiB) @on("a/0")
                y = taskbench.point(1, 0, [x], 10, 16B) @on("b/0")
                publish y
                """);
        Anabranch.Answer run = run(anabranch, flow);
        assertThat(run.status()).as(run.err()).isZero();
        Path trace = folder.resolve("trace");
        Path chrome = folder.resolve("chrome.json");
        Path spans = folder.resolve("spans.jsonl");
        JsonNode summary = anabranch
                .call("trace", trace, "--json", "--chrome", chrome, "--otlp", spans)
                .json();
        JsonNode links = summary.get("links");
        assertThat(links).hasSize(1);
        assertThat(links.get(0).get("from").asText()).isEqualTo("a");
        assertThat(links.get(0).get("to").asText()).isEqualTo("b");
        assertThat(links.get(0).get("datasets").asInt()).isEqualTo(1);
        assertThat(links.get(0).get("bytes").asLong()).isEqualTo(64 << 10);
        assertThat(links.get(0).get("seconds").asDouble())
                .isPositive()
                .isLessThan(summary.get("seconds").asDouble());
        assertThat(anabranch.call("trace", trace).out()).containsPattern("from +to +datasets.*\\n +a +b +1 +64.0 KiB ");
        assertThat(Files.readString(chrome)).contains("\"receives 1\"", "\"cat\":\"transfer\"");
        assertThat(Files.readString(spans)).contains("anabranch.from");
    }

    /** The coordinator asks whether the run stands still, as nothing is heard meanwhile. */
    @Test
    void aHostThatWaitsLongForAnotherDoesNotStandStill() throws IOException, InterruptedException {
        serve("a");
        serve("b");
        Path flow = anabranch.flow("long.flow", """
                flow long
                use java dev.anabranch.cli.Slow as slow
                x = slow.after(5) @on("a/0")
                y = x + slow.after(1) @on("b/0")
                z = y + slow.after(1) @on("a/0")
                publish y, z
                """);
        Anabranch.Answer run = run(anabranch, flow, "--json");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.json().get("published").asInt()).isEqualTo(2);
        assertThat(run.json().get("wall_s").asDouble()).isGreaterThan(5);
    }

    @Test
    void aTaskThatThrowsIsNamedWithItsStack() throws IOException, InterruptedException {
        serve("a");
        serve("b");
        Path flow = anabranch.flow("wrong.flow", """
                flow wrong
                use java dev.anabranch.cli.Flaky as flaky
                dim i = 1..4
                x[i] = flaky.fetch("it", 1000 + i)
                publish x
                """);
        Anabranch.Answer answer = run(anabranch, flow);
        assertThat(answer.status()).isEqualTo(ExitCode.RUN_FAILED.status());
        assertThat(answer.err()).contains("wrong.flow:4", "at dev.anabranch.cli.Flaky.fetch");
        // Both are free again.
        assertThat(run(anabranch, anabranch.flow("slow.flow", SLOW.formatted(2)))
                        .status())
                .isZero();
    }

    @Test
    void aKilledHostIsNamedAndTheOtherIsFreeAgain() throws IOException, InterruptedException {
        serve("a");
        serve("b");
        Process run = startLong();
        hosts.get("b").destroyForcibly().waitFor();
        assertThat(run.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(run.exitValue()).as(err()).isEqualTo(ExitCode.RUN_FAILED.status());
        assertThat(err())
                .contains("host b")
                .containsPattern("(is gone, with about \\d+ of its \\d+ tasks done|the connection to host b is gone)");
        serve("b");
        Anabranch.Answer next = run(anabranch, anabranch.flow("short.flow", SLOW.formatted(2)));
        assertThat(next.status()).as(next.err()).isZero();
    }

    /** A flow with a gang of two that goes on until it is stopped, in the middle of its collectives. */
    private Process startEndlessGang(Path mark) throws IOException, InterruptedException {
        Process run = anabranch.startOn(anabranch.flow("endless.flow", """
                flow endless
                use java dev.anabranch.cli.Endless as endless
                x = endless.sums("%s") @gang(2)
                publish x
                """.formatted(mark)), onHosts("--json"));
        assertThat(await(60, () -> Files.exists(mark)))
                .as("%s%n%s%n%s", err(), said("a"), said("b"))
                .isTrue();
        return run;
    }

    @Test
    void aHostThatIsKilledInACollectiveIsNamedAndTheOtherIsFreeAgain() throws IOException, InterruptedException {
        serve("a");
        serve("b");
        for (String killed : List.of("a", "b")) {
            Process run = startEndlessGang(folder.resolve("begun-" + killed));
            hosts.get(killed).destroyForcibly().waitFor();
            assertThat(run.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(run.exitValue()).as(err()).isEqualTo(ExitCode.RUN_FAILED.status());
            assertThat(err())
                    .containsPattern("host " + killed + " \\(.*\\) is gone, with about \\d+ of its \\d+ tasks done"
                            + "|the connection to host " + killed + " is gone");
            serve(killed);
            Anabranch other = new Anabranch(Files.createDirectories(folder.resolve("after-" + killed)));
            Anabranch.Answer next = run(other, anabranch.flow("short.flow", SLOW.formatted(2)));
            assertThat(next.status()).as(next.err()).isZero();
        }
    }

    @Test
    void aGangOfAKilledCoordinatorEnds() throws IOException, InterruptedException {
        serve("a");
        serve("b");
        Process run = startEndlessGang(folder.resolve("begun"));
        run.destroyForcibly().waitFor();
        assertThat(await(10, () -> said("a").contains("has ended") && said("b").contains("has ended")))
                .as("%s%n%s", said("a"), said("b"))
                .isTrue();
        Anabranch.Answer next = run(anabranch, anabranch.flow("short.flow", SLOW.formatted(2)));
        assertThat(next.status()).as(next.err()).isZero();
    }

    @Test
    void hostsOfAKilledCoordinatorAreFreeAgain() throws IOException, InterruptedException {
        serve("a");
        serve("b");
        Process run = startLong();
        run.destroyForcibly().waitFor();
        assertThat(await(10, () -> said("a").contains("has ended") && said("b").contains("has ended")))
                .as("%s%n%s", said("a"), said("b"))
                .isTrue();
        assertThat(said("a")).contains("was given up: its coordinator is gone");
        Anabranch.Answer next = run(anabranch, anabranch.flow("short.flow", SLOW.formatted(2)));
        assertThat(next.status()).as(next.err()).isZero();
    }

    @Test
    void aBusyHostSaysWithWhat() throws IOException, InterruptedException {
        serve("a");
        serve("b");
        Process run = startLong();
        Anabranch other = new Anabranch(Files.createDirectories(folder.resolve("other")));
        Anabranch.Answer refused = run(other, anabranch.flow("short.flow", SLOW.formatted(2)));
        assertThat(refused.status()).isEqualTo(ExitCode.RUN_FAILED.status());
        assertThat(refused.err()).containsPattern("host [ab] is busy with slow \\(plan [0-9a-f]{12}, run [0-9a-f]+\\)");
        assertThat(run.isAlive()).isTrue();
        run.destroyForcibly().waitFor();
    }

    @Test
    void onlyItsCoordinatorsPlansAreRun() throws IOException, InterruptedException {
        serve("a");
        Path others = Files.createDirectories(folder.resolve("others"));
        assertThat(anabranch.call("certs", others, "--token").status()).isZero();
        Files.copy(
                folder.resolve("keys/run.token"),
                others.resolve("run.token"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING,
                java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        Path flow = anabranch.flow("slow.flow", SLOW.formatted(2));
        Anabranch.Answer refused = anabranch.call(
                "run", flow, "--cluster=" + cluster(), "--keys=" + others, "--class-path=" + testClasses());
        assertThat(refused.status()).isEqualTo(ExitCode.RUN_FAILED.status());
        assertThat(refused.err()).contains("host a runs only plans signed with its coordinator's key");
        assertThat(said("a")).doesNotContain("begins");
    }

    @Test
    void whoHasAnotherTokenIsNotLetIn() throws IOException, InterruptedException {
        serve("a");
        Path others = Files.createDirectories(folder.resolve("others"));
        assertThat(anabranch.call("certs", others, "--token").status()).isZero();
        Path flow = anabranch.flow("slow.flow", SLOW.formatted(2));
        Anabranch.Answer refused = anabranch.call(
                "run", flow, "--cluster=" + cluster(), "--keys=" + others, "--class-path=" + testClasses());
        assertThat(refused.status()).isEqualTo(ExitCode.RUN_FAILED.status());
        assertThat(refused.err()).contains("host a: cannot connect to", "run's token");
    }

    @Test
    void unreachableAndUnnamedHostsAreSaid() throws IOException, InterruptedException {
        serve("a");
        Path flow = anabranch.flow("slow.flow", SLOW.formatted(2));
        addresses.put("b", "127.0.0.1:1");
        Anabranch.Answer refused = run(anabranch, flow);
        assertThat(refused.status()).isEqualTo(ExitCode.RUN_FAILED.status());
        assertThat(refused.err())
                .contains("host b: cannot connect to tcp:127.0.0.1:1", "anabranch host NAME --listen ADDRESS");
        addresses.put("b", addresses.get("a"));
        assertThat(run(anabranch, flow).err()).contains("is host a, not b");
        Path unnamed = Files.writeString(
                folder.resolve("unnamed.yaml"), "hosts: [{ name: a, workers: 1 }, { name: b, workers: 1 }]\n");
        Anabranch.Answer nowhere = anabranch.call("run", flow, "--cluster=" + unnamed, "--class-path=" + testClasses());
        assertThat(nowhere.status()).isEqualTo(ExitCode.WRONG_USAGE.status());
        assertThat(nowhere.err()).contains("does not say where they listen", "address: \"10.0.0.5:7411\"");
    }

    @Test
    void aStoppedHostEndsItsRunFirst() throws IOException, InterruptedException {
        serve("a");
        Process run = start(100);
        hosts.get("a").destroy();
        Anabranch.Answer refused = run(
                new Anabranch(Files.createDirectories(folder.resolve("other"))),
                anabranch.flow("short.flow", SLOW.formatted(2)));
        assertThat(refused.err()).contains("host a is being stopped and takes no new run");
        assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(run.exitValue()).as(err()).isZero();
        assertThat(hosts.get("a").waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(said("a")).contains("host a has stopped");
        JsonNode report = new ObjectMapper().readTree(Files.readString(folder.resolve("out.txt")));
        assertThat(report.get("published").asInt()).isEqualTo(100);
    }

    @Test
    void aHostWithoutKeysSaysHowToMakeThem() {
        Anabranch.Answer answer = anabranch.call("host", "a", "--keys=" + folder.resolve("none"));
        assertThat(answer.status()).isEqualTo(ExitCode.WRONG_USAGE.status());
        assertThat(answer.err()).contains("plans.key.pub", "anabranch certs");
        assertThat(anabranch.call("host", "a/b").status()).isEqualTo(ExitCode.WRONG_USAGE.status());
        assertThat(anabranch.call("host", "a", "--listen=nowhere:x").err()).contains("is no address of a host");
    }
}
