package dev.anabranch.runtime.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anabranch.runtime.RunOptions;
import dev.anabranch.runtime.host.PlanBuilder.Transfer;
import dev.anabranch.runtime.plan.Crossings;
import dev.anabranch.runtime.plan.Deal;
import dev.anabranch.runtime.plan.ExecutionPlan;
import dev.anabranch.runtime.plan.PlanFormatException;
import dev.anabranch.runtime.plan.Routes;
import dev.anabranch.runtime.transport.Landing;
import dev.anabranch.runtime.transport.Peer;
import dev.anabranch.runtime.transport.PeerId;
import dev.anabranch.runtime.transport.Transport;
import dev.anabranch.runtime.transport.TransportSettings;
import dev.anabranch.runtime.transport.local.LocalNetwork;
import dev.anabranch.runtime.wire.DatasetId;
import dev.anabranch.runtime.wire.DatasetLayout;
import dev.anabranch.runtime.wire.Message;
import dev.anabranch.runtime.wire.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who sends what to whom is what the plan's table of transfers says, if it says it. */
class RoutesTest {
    /** Host a makes two datasets that b, c and d read. */
    private static PlanBuilder plan() {
        return new PlanBuilder(4)
                .hosts(0, 1, 2, 3)
                .task(0, "x", new int[0], 0)
                .task(0, "y", new int[0], 1)
                .task(1, "b", new int[] {0, 1}, 2)
                .task(2, "c", new int[] {0, 1}, 3)
                .task(3, "d", new int[] {0, 1}, 4);
    }

    private static final List<Transfer> TREES = List.of(
            new Transfer(1, 0, 3),
            new Transfer(0, 0, 1),
            new Transfer(1, 3, 2),
            new Transfer(1, 3, 1),
            new Transfer(0, 1, 2),
            new Transfer(0, 0, 3));

    private static Optional<Routes> routes(ExecutionPlan plan, int host) throws PlanFormatException {
        Deal deal = Deal.byHost(plan);
        return Routes.of(plan, deal, Crossings.of(plan, deal, host), host);
    }

    private static List<String> sends(Routes routes) {
        return IntStream.range(0, routes.sends())
                .mapToObj(send -> routes.crossing(send) + " to " + routes.to(send))
                .toList();
    }

    @Test
    void eachHostKnowsWhatItSendsInWhichOrder() throws PlanFormatException {
        ExecutionPlan plan = plan().transfers(TREES).build();
        assertThat(sends(routes(plan, 0).orElseThrow())).containsExactly("1 to 3", "0 to 1", "0 to 3");
        assertThat(sends(routes(plan, 1).orElseThrow())).containsExactly("0 to 2");
        assertThat(sends(routes(plan, 2).orElseThrow())).isEmpty();
        Routes last = routes(plan, 3).orElseThrow();
        assertThat(sends(last)).containsExactly("1 to 2", "1 to 1");
        assertThat(last.sendsOf(1)).containsExactly(0, 1);
        assertThat(last.sendsOf(0)).isEmpty();
        assertThat(last.sender(0)).isZero();
        assertThat(last.sender(1)).isZero();
        assertThat(routes(plan, 2).orElseThrow().sender(1)).isEqualTo(3);
        assertThat(routes(plan, 0).orElseThrow().sender(1)).isEqualTo(-1);
    }

    /** In the order in which the plan has them get it, whoever sends it there. */
    @Test
    void whatIsLargeGoesFromReaderToReader() throws PlanFormatException {
        ExecutionPlan plan = plan().transfers(TREES, Routes.LARGE_BYTES).build();
        assertThat(sends(routes(plan, 0).orElseThrow())).containsExactly("1 to 3", "0 to 1");
        assertThat(sends(routes(plan, 1).orElseThrow())).containsExactly("0 to 2");
        assertThat(sends(routes(plan, 2).orElseThrow())).containsExactly("1 to 1", "0 to 3");
        assertThat(sends(routes(plan, 3).orElseThrow())).containsExactly("1 to 2");
        assertThat(routes(plan, 1).orElseThrow().sender(1)).isEqualTo(2);
    }

    @Test
    void aPlanWithoutAnOrderHasNone() throws PlanFormatException {
        assertThat(routes(plan().build(), 0)).isEmpty();
        assertThat(routes(plan().transfersAtOnce(TREES).build(), 0)).isEmpty();
    }

    @Test
    void whatDoesNotGetToAllWhoReadItIsRefused() {
        List<Transfer> fewer = new ArrayList<>(TREES);
        fewer.remove(5);
        assertThatThrownBy(() -> routes(plan().transfers(fewer).build(), 0))
                .isInstanceOf(PlanFormatException.class)
                .hasMessage("transfers.arrow: d0 does not get to all who read it");
        List<Transfer> circle = new ArrayList<>(TREES);
        circle.set(0, new Transfer(1, 2, 3));
        assertThatThrownBy(() -> routes(plan().transfers(circle).build(), 2))
                .hasMessage("transfers.arrow: d1 does not get to all who read it");
        List<Transfer> twice = new ArrayList<>(TREES);
        twice.add(new Transfer(1, 0, 2));
        assertThatThrownBy(() -> routes(plan().transfers(twice).build(), 2))
                .hasMessage("transfers.arrow: d1 goes twice to a host");
        List<Transfer> back = new ArrayList<>(TREES);
        back.add(new Transfer(1, 2, 0));
        assertThatThrownBy(() -> routes(plan().transfers(back).build(), 1))
                .hasMessage("transfers.arrow: d1 goes where nobody reads it");
    }

    @Test
    void aDatasetComesFromWhoIsToSendItAndNobodyElse() {
        assertThat(landsAtC("d", 1, List.of())).isTrue();
        assertThat(landsAtC("a", 1, List.of())).isFalse();
        assertThat(landsAtC("b", 1, List.of())).isFalse();
        assertThat(landsAtC("b", 0, List.of())).isTrue();
        assertThat(landsAtC("b", 0, List.of("d"))).isFalse();
        assertThat(landsAtC("b", 2, List.of())).isFalse();
        assertThat(landsAtC("b", 77, List.of())).isFalse();
    }

    private static boolean landsAtC(String from, int cell, List<String> onward) {
        ExecutionPlan plan = plan().transfers(TREES).build();
        LocalNetwork network = new LocalNetwork();
        List<Transport> ends = new ArrayList<>();
        for (String name : Deal.hosts(plan)) {
            ends.add(network.open(TransportSettings.of(new PeerId(name)), LocalHosts.deaf()));
        }
        List<@Nullable Peer> peers = new ArrayList<>();
        for (int other = 0; other < 4; other++) {
            peers.add(
                    other == 2
                            ? null
                            : ends.get(2)
                                    .connect(ends.get(other).address().orElseThrow())
                                    .toCompletableFuture()
                                    .join());
        }
        HostShare share = new HostShare(
                Programs.of(worker -> {}, worker -> {}, worker -> {}, worker -> {}),
                plan,
                RunOptions.defaults(),
                7,
                2,
                peers,
                Deal.hosts(plan));
        try {
            Peer peer = peers.stream()
                    .filter(one -> one != null && one.id().name().equals(from))
                    .findFirst()
                    .orElseThrow();
            Message.DatasetAnnouncement announcement = new Message.DatasetAnnouncement(
                    new DatasetId(7, cell), RemoteBorder.DATASET, Octets.none(), DatasetLayout.of(100), onward);
            Landing landing = share.land(peer, announcement);
            assertThat(landing).isNotNull();
            boolean lands = landing != Landing.NOWHERE;
            if (lands) {
                // Once only.
                assertThat(share.land(peer, announcement)).isSameAs(Landing.NOWHERE);
                landing.broken("the test is over");
            }
            return lands;
        } finally {
            share.abandon();
            ends.forEach(Transport::close);
        }
    }
}
