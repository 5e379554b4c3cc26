package dev.anabranch.runtime.wire;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Arbitrary messages of every case. */
final class Messages {
    private Messages() {}

    static Arbitrary<Message> all() {
        return Arbitraries.oneOf(
                Combinators.combine(text(), Arbitraries.of(Lane.class), octets())
                        .as(Message.Hello::new),
                Combinators.combine(text(), octets(), octets()).as(Message.Challenge::new),
                octets().map(Message.Proof::new),
                Arbitraries.just(new Message.Welcome()),
                Combinators.combine(Arbitraries.of(true, false), text()).as(Message.Refusal::new),
                Combinators.combine(run(), octets(), octets(), text(), settings())
                        .as(Message.StartPlan::new),
                Combinators.combine(
                                dataset(),
                                text(),
                                octets(),
                                layout(),
                                text().list().ofMaxSize(3))
                        .as(Message.DatasetAnnouncement::new),
                Combinators.combine(run(), octets().list().ofMaxSize(4)).as(Message.Missing::new),
                Combinators.combine(run(), Arbitraries.of(Message.Point.class), run())
                        .as(Message.Milestone::new),
                Combinators.combine(dataset(), run()).as(Message.NumberReady::new),
                Combinators.combine(
                                Combinators.combine(run(), index(), index(), count())
                                        .as(List::of),
                                code(),
                                code(),
                                count(),
                                code(),
                                Arbitraries.integers(),
                                Arbitraries.integers().between(0, 65_535))
                        .as((first, what, type, count, operation, root, port) -> new Message.GangCall(
                                (Long) first.get(0),
                                (Integer) first.get(1),
                                (Integer) first.get(2),
                                (Long) first.get(3),
                                what,
                                type,
                                count,
                                operation,
                                root,
                                port)),
                Combinators.combine(run(), index(), index(), Arbitraries.of(Message.GangPoint.class), count())
                        .as(Message.GangProgress::new),
                Combinators.combine(
                                run(),
                                index(),
                                index(),
                                index(),
                                count(),
                                count(),
                                count(),
                                Arbitraries.integers().greaterOrEqual(1))
                        .as(Message.GangPull::new),
                Combinators.combine(run(), index(), index(), index(), count(), octets())
                        .as(Message.GangPiece::new),
                Combinators.combine(run(), Arbitraries.of(Message.Blame.class), text(), text(), text(), causes())
                        .as(Message.Failure::new),
                Combinators.combine(run(), text(), count(), count()).as(Message.Progress::new),
                Combinators.combine(run(), text()).as(Message.Stop::new),
                run().map(Message.Ping::new),
                Combinators.combine(run(), run()).as(Message.Pong::new),
                text().map(Message.Goodbye::new));
    }

    private static Arbitrary<List<Message.Setting>> settings() {
        return Combinators.combine(text(), text())
                .as(Message.Setting::new)
                .list()
                .ofMaxSize(3);
    }

    private static Arbitrary<List<Message.Thrown>> causes() {
        Arbitrary<Message.Frame> frame = Combinators.combine(text(), text(), text(), text(), Arbitraries.integers())
                .as(Message.Frame::new);
        return Combinators.combine(text(), frame.list().ofMaxSize(3))
                .as(Message.Thrown::new)
                .list()
                .ofMaxSize(2);
    }

    private static Arbitrary<DatasetLayout> layout() {
        return Arbitraries.longs().between(0, 1L << 40).list().ofMaxSize(8).map(DatasetLayout::new);
    }

    private static Arbitrary<DatasetId> dataset() {
        return Combinators.combine(run(), Arbitraries.integers().greaterOrEqual(0))
                .as(DatasetId::new);
    }

    private static Arbitrary<Long> run() {
        return Arbitraries.longs();
    }

    private static Arbitrary<Integer> index() {
        return Arbitraries.integers().greaterOrEqual(0);
    }

    /** A byte with its sign. */
    private static Arbitrary<Integer> code() {
        return Arbitraries.integers().between(-128, 127);
    }

    private static Arbitrary<Long> count() {
        return Arbitraries.longs().greaterOrEqual(0);
    }

    private static Arbitrary<Octets> octets() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(64).map(Octets::of);
    }

    /** Without lone surrogates, which are no text. */
    private static Arbitrary<String> text() {
        return Arbitraries.strings()
                .ofMaxLength(12)
                .filter(s -> s.chars().noneMatch(c -> Character.isSurrogate((char) c)));
    }
}
