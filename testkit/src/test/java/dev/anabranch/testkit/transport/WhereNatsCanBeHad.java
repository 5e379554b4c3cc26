package dev.anabranch.testkit.transport;

import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;

/** Passes tests over where there is neither a NATS server nor a package manager that fetches one; elsewhere they have to run. */
final class WhereNatsCanBeHad implements SkipExecutionHook {
    @Override
    public SkipResult shouldBeSkipped(LifecycleContext context) {
        return NatsServer.canBeHad()
                ? SkipResult.doNotSkip()
                : SkipResult.skip("there is no nats-server on the PATH, and no apt-get to fetch it with");
    }
}
