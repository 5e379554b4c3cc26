package dev.anabranch.runtime.gang;

import dev.anabranch.api.ElementType;
import dev.anabranch.api.gang.Gang;
import dev.anabranch.api.gang.ReduceOperation;
import org.apache.arrow.memory.ArrowBuf;

/** A collective with elements, as a rank calls it. */
enum AnyCollective {
    BROADCAST {
        @Override
        void call(Gang gang, ArrowBuf data, ElementType type, long count, ReduceOperation operation) {
            gang.broadcast(data, type, count, (int) (count % gang.size()));
        }
    },
    ALL_REDUCE {
        @Override
        void call(Gang gang, ArrowBuf data, ElementType type, long count, ReduceOperation operation) {
            gang.allReduce(data, type, count, operation);
        }
    },
    ALL_GATHER {
        @Override
        void call(Gang gang, ArrowBuf data, ElementType type, long count, ReduceOperation operation) {
            gang.allGather(data, type, count);
        }
    },
    /** Beside a rank's own block its data are undefined. */
    REDUCE_SCATTER {
        @Override
        void call(Gang gang, ArrowBuf data, ElementType type, long count, ReduceOperation operation) {
            gang.reduceScatter(data, type, count, operation);
            long first = gang.blockStart(count, gang.rank());
            long end = gang.blockStart(count, gang.rank() + 1);
            for (long at = 0; at < type.bytes(count); at++) {
                if (at < type.bytes(first) || at >= type.bytes(end)) {
                    data.setByte(at, 0);
                }
            }
        }
    };

    abstract void call(Gang gang, ArrowBuf data, ElementType type, long count, ReduceOperation operation);
}
