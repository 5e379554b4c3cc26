package dev.anabranch.testkit.reference;

import java.util.ArrayList;
import java.util.List;

/** Collects the named datasets that a task reads, itself or through what its expression makes without a name. */
final class Reads implements ReferenceArgument.Visitor<Boolean> {
    private final List<Instance> instances = new ArrayList<>();

    static List<Instance> of(ReferenceTask task) {
        Reads reads = new Reads();
        task.arguments().forEach(a -> a.accept(reads));
        return reads.instances;
    }

    @Override
    public Boolean value(ReferenceArgument.Value argument) {
        return true;
    }

    @Override
    public Boolean named(ReferenceArgument.Named argument) {
        return instances.add(argument.instance());
    }

    @Override
    public Boolean made(ReferenceArgument.Made argument) {
        argument.task().arguments().forEach(a -> a.accept(this));
        return true;
    }

    @Override
    public Boolean absent(ReferenceArgument.Absent argument) {
        return true;
    }

    @Override
    public Boolean items(ReferenceArgument.Items argument) {
        argument.items().forEach(a -> a.accept(this));
        return true;
    }

    @Override
    public Boolean entries(ReferenceArgument.Entries argument) {
        argument.entries().forEach(e -> e.getValue().accept(this));
        return true;
    }
}
