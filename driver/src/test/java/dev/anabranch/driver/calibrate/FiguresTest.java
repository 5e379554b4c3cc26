package dev.anabranch.driver.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.anabranch.model.cluster.Link;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void theFastestWorkerOfAllHasSpeedOneAndWorkersThatHardlyDifferHaveOneSpeed() {
        HostFigures slow = Measured.host("a", 0.0200, 0.0201, 0.0202);
        HostFigures mixed = Measured.host("b", 0.010, 0.030);
        Figures figures = Measured.figures(slow, mixed);
        assertThat(figures.speeds(mixed)).containsExactly(1.0, 0.33);
        assertThat(figures.speeds(slow)).containsExactly(0.5, 0.5, 0.5);
    }

    @Test
    void aPairThatDiffersFromAllIsTold() {
        Link slow = new Link(Measured.OTHER.latency(), Measured.OTHER.bandwidth() / 2);
        PairFigures usual = PairFigures.of("a", "b", Measured.of(Measured.OTHER));
        PairFigures other = PairFigures.of("a", "c", Measured.of(slow));
        LinkFigures all = LinkFigures.of(List.of(usual, usual, usual, other));
        assertThat(other.difference(all.link())).isGreaterThan(0.2);
        assertThat(Math.abs(usual.difference(all.link()))).isLessThan(0.2);
        assertThat(usual.difference(Measured.OTHER)).isCloseTo(0, within(1e-9));
        assertThat(all.typical().get(0).seconds())
                .isEqualTo(Measured.of(Measured.OTHER).get(0).seconds());
    }

    @Test
    void fewHostsAreMeasuredEachWithEachAndManyInARing() {
        assertThat(Calibration.pairs(1)).isEmpty();
        assertThat(Calibration.pairs(2)).hasSize(1);
        assertThat(Calibration.pairs(6)).hasSize(15);
        assertThat(Calibration.pairs(7))
                .hasSize(7)
                .anySatisfy(pair -> assertThat(pair).containsExactly(0, 6));
    }
}
