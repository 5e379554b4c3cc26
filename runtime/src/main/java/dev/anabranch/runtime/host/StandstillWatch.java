package dev.anabranch.runtime.host;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Finds whether a run on several hosts stands still, by asking all of them twice, the second time when all have answered the first
 * (Mattern, "Algorithms for distributed termination detection", 1987): if all were idle both times, nothing has changed in between, and as
 * much has come as was sent, then nothing is on its way and nobody is left to send anything. One thread uses it.
 */
public final class StandstillWatch {
    private final @Nullable Stillness[] ended;
    private @Nullable Stillness[] answers;
    private List<Stillness> before = List.of();
    private long question;

    /** @param hosts how many there are */
    public StandstillWatch(int hosts) {
        this.ended = new Stillness[hosts];
        this.answers = new Stillness[hosts];
    }

    /** Begins to ask; answers the number of the question. */
    public long ask() {
        answers = ended.clone();
        return ++question;
    }

    /** Whether a question was not answered by all yet. */
    public boolean isAsking() {
        return question > 0 && Arrays.stream(answers).anyMatch(Objects::isNull);
    }

    /** A host's share is over. */
    public void ended(int host, Stillness last) {
        ended[host] = last;
        answers[host] = last;
    }

    /**
     * A host has answered.
     *
     * @param number of the question
     * @return what all wait for if the run stands still
     */
    public Optional<String> answered(int host, long number, Stillness answer) {
        if (number != question) {
            return Optional.empty();
        }
        answers[host] = answer;
        if (isAsking()) {
            return Optional.empty();
        }
        List<Stillness> all = new ArrayList<>();
        long onTheWay = 0;
        boolean still = true;
        boolean anyone = false;
        for (Stillness one : answers) {
            Stillness known = Objects.requireNonNull(one);
            all.add(known);
            onTheWay += known.sent() - known.received();
            still &= known.idle();
            anyone |= !known.waits().isEmpty();
        }
        if (!still || !anyone || onTheWay != 0) {
            before = List.of();
            return Optional.empty();
        }
        if (!all.equals(before)) {
            before = all;
            return Optional.empty();
        }
        StringJoiner waits = new StringJoiner("; ");
        all.stream().map(Stillness::waits).filter(text -> !text.isEmpty()).forEach(waits::add);
        return Optional.of(waits.toString());
    }
}
