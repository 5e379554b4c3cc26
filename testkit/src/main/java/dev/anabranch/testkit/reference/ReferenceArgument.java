package dev.anabranch.testkit.reference;

import java.util.List;
import java.util.Map;

/** What a task is called with for one parameter. */
public sealed interface ReferenceArgument {
    /** Calls the visitor's method for this kind. */
    <R> R accept(Visitor<R> visitor);

    /** One case for each kind of argument. */
    interface Visitor<R> {
        R value(Value argument);

        R named(Named argument);

        R made(Made argument);

        R absent(Absent argument);

        R items(Items argument);

        R entries(Entries argument);
    }

    /**
     * A value known before the run.
     *
     * @param value a Long, Double, Boolean, String or java.time.Duration
     */
    record Value(Object value) implements ReferenceArgument {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.value(this);
        }
    }

    /** A dataset that the flow names. */
    record Named(Instance instance) implements ReferenceArgument {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.named(this);
        }
    }

    /** A dataset without a name: what a call or an operator within the expression makes. */
    record Made(ReferenceTask task) implements ReferenceArgument {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.made(this);
        }
    }

    /** Nothing, where a dataset that may be absent is. */
    record Absent() implements ReferenceArgument {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.absent(this);
        }
    }

    /** A list. */
    record Items(List<ReferenceArgument> items) implements ReferenceArgument {
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.items(this);
        }
    }

    /** A map from names, in the order of the call. */
    record Entries(List<Map.Entry<String, ReferenceArgument>> entries) implements ReferenceArgument {
        public Entries {
            entries = List.copyOf(entries);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.entries(this);
        }
    }
}
