package dev.anabranch.testkit.reference;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/** The coordinates of dims: integers at equal distances take no room. */
final class Coordinates extends AbstractList<Object> implements RandomAccess {
    private final long first;
    private final long step;
    private final int size;

    private Coordinates(long first, long step, int size) {
        this.first = first;
        this.step = step;
        this.size = size;
    }

    /** {@code first, first + step, ...}. */
    static List<Object> range(long first, long step, int size) {
        return new Coordinates(first, step, size);
    }

    /** Whether coordinates are integers each of which is larger than the one before. */
    static boolean ascend(List<Object> coordinates) {
        if (coordinates instanceof Coordinates) {
            return true;
        }
        for (int i = 0; i < coordinates.size(); i++) {
            boolean larger =
                    coordinates.get(i) instanceof Long value && (i == 0 || value > (Long) coordinates.get(i - 1));
            if (!larger) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Object get(int index) {
        return first + step * index;
    }

    @Override
    public int indexOf(Object coordinate) {
        boolean inside =
                coordinate instanceof Long value && value >= first && size > 0 && value <= (Long) get(size - 1);
        return inside && ((Long) coordinate - first) % step == 0 ? (int) (((Long) coordinate - first) / step) : -1;
    }

    @Override
    public int size() {
        return size;
    }
}
