package dev.anabranch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.anabranch.driver.profile.ProfileFile;
import dev.anabranch.model.profile.MeasuredFamily;
import dev.anabranch.model.profile.Measurement;
import dev.anabranch.model.profile.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileTest {
    private static final String FLOW = """
            flow costly
            use lorenz
            use grid
            param members : int = 6
            dim member = 1..members
            dim step = 6..24 by 6
            x0[member] = lorenz.perturb(seed: member) @cost(time: 30s)
            state[member, step] = lorenz.forecast(x0[member]) yields step @cost(time: 1min, size: 1MiB)
            mean[step] = grid.mean(state[*, step])
            publish mean
            """;

    @TempDir
    Path folder;

    private Anabranch anabranch;
    private Path flow;
    private Path profile;

    @BeforeEach
    void inAFolderOfItsOwn() throws IOException {
        anabranch = new Anabranch(folder);
        flow = anabranch.flow("costly.flow", FLOW);
        profile = folder.resolve("profile.arrow");
    }

    private JsonNode plan(Object... more) throws IOException {
        List<Object> all = new ArrayList<>(List.of(flow, "--workers", 2, "--json"));
        all.addAll(List.of(more));
        return anabranch.call("plan", all.toArray()).json();
    }

    private JsonNode run(Object... more) throws IOException {
        List<Object> all = new ArrayList<>(List.of(flow, "--workers", 2, "--json"));
        all.addAll(List.of(more));
        return anabranch.call("run", all.toArray()).json();
    }

    @Test
    void aPlanWithMeasuredCostsForetellsTheRunBetter() throws IOException {
        JsonNode before = plan();
        JsonNode run = run();
        assertThat(run.get("profile").asText()).isEqualTo(profile.toString());
        JsonNode after = plan("--profile", profile);
        JsonNode costs = after.get("costs");
        assertThat(costs.get("measured").asInt() + costs.get("fitted").asInt()).isEqualTo(16);
        assertThat(costs.get("measured").asInt()).isPositive();
        assertThat(costs.get("annotated").asInt()).isZero();
        double actual = run.get("wall_s").asDouble();
        assertThat(Math.abs(after.get("makespan_s").asDouble() - actual))
                .isLessThan(Math.abs(before.get("makespan_s").asDouble() - actual));
        assertThat(after.get("plan_hash")).isNotEqualTo(before.get("plan_hash"));
        for (JsonNode family : after.get("family_costs")) {
            assertThat(family.get("time_source").asText()).isIn("measured", "fitted");
            assertThat(family.get("size_source").asText()).isEqualTo("measured");
        }
    }

    @Test
    void anEqualProfileAndACommentLeadToTheSamePlan() throws IOException {
        run();
        JsonNode first = plan("--profile", profile);
        assertThat(first.get("reused").asBoolean()).isFalse();
        assertThat(plan("--profile", profile).get("reused").asBoolean()).isTrue();
        anabranch.flow("costly.flow", FLOW.replace("flow costly\n", "flow costly\n// cheap, in fact\n"));
        JsonNode commented = plan("--profile", profile);
        assertThat(commented.get("plan_hash")).isEqualTo(first.get("plan_hash"));
        assertThat(commented.get("reused").asBoolean()).isTrue();
        assertThat(commented.get("costs")).isEqualTo(first.get("costs"));
    }

    @Test
    void whatWasNotMeasuredIsFitted() throws IOException {
        run();
        JsonNode more = plan("--profile", profile, "-p", "members=9").get("costs");
        assertThat(more.get("fitted").asInt()).isGreaterThanOrEqualTo(3 + 3 + 4);
        assertThat(more.get("annotated").asInt()).isZero();
        Anabranch.Answer shown = anabranch.call("plan", flow, "--workers", 2, "--profile", profile, "-p", "members=9");
        assertThat(shown.out()).contains("fitted", "Profile", " measured, ", "costs: ");
    }

    @Test
    void aTraceIsAProfileOfOneRun() throws IOException {
        run();
        assertThat(plan("--profile", folder.resolve("trace")).get("costs"))
                .isEqualTo(plan("--profile", profile).get("costs"));
    }

    @Test
    void runsAddUp() throws IOException {
        run();
        run("--profile", profile);
        Profile both = ProfileFile.read(profile).value().orElseThrow().profile();
        assertThat(both.families()).extracting(MeasuredFamily::name).containsExactlyInAnyOrder("x0", "state", "mean");
        assertThat(both.families())
                .flatExtracting(MeasuredFamily::measurements)
                .extracting(measurement -> measurement.work().size())
                .contains(2);
    }

    @Test
    void compiledProgramsCarryWhatTheirProfileIsKnownBy() throws IOException {
        Path generated = folder.resolve("generated");
        JsonNode compiled = anabranch
                .call("compile", flow, "--workers", 2, "--out", generated, "--json")
                .json();
        Path tables = folder.resolve("plans").resolve(compiled.get("plan_hash").asText());
        assertThat(tables.resolve("meanings.arrow")).exists();
    }

    @Test
    void measurementsOfAChangedTaskAreLeftOut() throws IOException {
        run();
        Profile measured = ProfileFile.read(profile).value().orElseThrow().profile();
        List<MeasuredFamily> old = measured.families().stream()
                .map(f -> new MeasuredFamily(f.name(), "another class", "another", f.measurements()))
                .toList();
        ProfileFile.write(profile, new Profile("costly", old));
        JsonNode plan = plan("--profile", profile);
        assertThat(plan.get("costs").get("measured").asInt()).isZero();
        assertThat(plan.get("costs").get("fitted").asInt()).isZero();
        assertThat(plan.get("notes").toString())
                .contains("the profile is out of date: 6 measured tasks of `x0` not used");
    }

    @Test
    void aProfileOfAnotherFlowIsAMistake() throws IOException {
        Measurement one = new Measurement("x", List.of(1.0), false, 0, 0, List.of());
        ProfileFile.write(profile, new Profile("other", List.of(new MeasuredFamily("x", "c", "m", List.of(one)))));
        Anabranch.Answer plan = anabranch.call("plan", flow, "--workers", 2, "--profile", profile);
        assertThat(plan.status()).isEqualTo(1);
        assertThat(plan.err()).contains("error[F0713]", "is of the flow `other`, not of `costly`", "costly.flow:1:6");
        Anabranch.Answer run = anabranch.call("run", flow, "--workers", 2);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("holds the profile of the flow other");
        assertThat(ProfileFile.read(profile).value().orElseThrow().profile().flow())
                .isEqualTo("other");
    }

    @Test
    void whatIsNoProfileIsAMistake() throws IOException {
        Files.writeString(profile, "measured: yes\n");
        Anabranch.Answer plan = anabranch.call("plan", flow, "--workers", 2, "--profile", profile);
        assertThat(plan.status()).isEqualTo(1);
        assertThat(plan.err()).contains("error[F0711]", "profile.arrow");
        Anabranch.Answer missing = anabranch.call("plan", flow, "--profile", folder.resolve("none.arrow"));
        assertThat(missing.status()).isEqualTo(2);
        assertThat(missing.err()).contains("There is no profile", "--profile-out");
        Path graph = Files.writeString(folder.resolve("g.dot"), "digraph g { a -> b }");
        Anabranch.Answer workflow = anabranch.call("plan", graph, "--profile", profile);
        assertThat(workflow.status()).isEqualTo(2);
        assertThat(workflow.err()).contains("--profile");
    }
}
