package dev.anabranch.runtime.host;

import dev.anabranch.runtime.host.PlanBuilder.Transfer;
import dev.anabranch.runtime.plan.Crossings;
import dev.anabranch.runtime.plan.Deal;
import dev.anabranch.runtime.plan.ExecutionPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Who sends what to whom: any tree from the maker of each dataset to its readers, all in any order. */
final class RandomTransfers {
    private RandomTransfers() {}

    /** For a plan of which each task runs once. */
    static List<Transfer> of(ExecutionPlan plan, Random random) {
        Deal deal = Deal.byHost(plan);
        Crossings crossings = Crossings.of(plan, deal, 0);
        List<Transfer> transfers = new ArrayList<>();
        for (int crossing = 0; crossing < crossings.size(); crossing++) {
            List<Integer> have = new ArrayList<>(List.of(crossings.owner(crossing)));
            List<Integer> readers =
                    Arrays.stream(crossings.readers(crossing)).boxed().collect(Collectors.toList());
            Collections.shuffle(readers, random);
            for (int reader : readers) {
                int from = have.get(random.nextInt(have.size()));
                transfers.add(
                        new Transfer(crossings.cell(crossing), deal.workersOf(from)[0], deal.workersOf(reader)[0]));
                have.add(reader);
            }
        }
        Collections.shuffle(transfers, random);
        return transfers;
    }
}
