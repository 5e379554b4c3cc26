package dev.anabranch.compiler.schedule;

import java.util.Arrays;

/**
 * The idle gaps of one worker. A treap ordered by time in which every node knows the longest gap below it, so that the
 * earliest gap that fits is found, and filled, in logarithmic time. Priorities come from a fixed sequence, so a
 * timeline depends on nothing but what was reserved.
 */
final class Timeline {
    private static final int NIL = -1;

    private double[] start = new double[16];
    private double[] end = new double[16];
    private double[] longest = new double[16];
    private int[] left = new int[16];
    private int[] right = new int[16];
    private int[] priority = new int[16];
    private int nodes;
    private int root;

    /** All time from 0 on is idle. */
    Timeline() {
        root = node(0, Double.POSITIVE_INFINITY);
    }

    /** The earliest start, not before {@code ready}, of {@code seconds} of idle time. */
    double earliest(double ready, double seconds) {
        int gap = find(root, ready, seconds);
        return Math.max(start[gap], ready);
    }

    /** Takes the time that {@link #earliest} found. */
    void reserve(double from, double seconds) {
        double until = from + seconds;
        int gap = find(root, from, seconds);
        double gapStart = start[gap];
        double gapEnd = end[gap];
        boolean before = gapStart < from;
        boolean after = until < gapEnd;
        if (seconds == 0 && (!before || !after)) {
            return;
        }
        if (before) {
            replace(gapStart, gapStart, from);
            if (after) {
                root = insert(root, node(until, gapEnd));
            }
        } else if (after) {
            replace(gapStart, until, gapEnd);
        } else {
            root = remove(root, gapStart);
        }
    }

    /** Gaps that end before {@code ready} lie left of those that do not, so only one path is looked at twice. */
    private int find(int node, double ready, double seconds) {
        if (node == NIL || tooShort(longest[node], seconds)) {
            return NIL;
        }
        if (start[node] > ready) {
            int earlier = find(left[node], ready, seconds);
            if (earlier != NIL) {
                return earlier;
            }
        }
        if (Math.max(start[node], ready) + seconds <= end[node]) {
            return node;
        }
        return find(right[node], ready, seconds);
    }

    /** Lets through what rounding might still make fit; the test of the gap itself is exact. */
    private static boolean tooShort(double gap, double seconds) {
        return gap < seconds * (1 - 1e-9) - 1e-12;
    }

    /** Changes the bounds of the gap that starts at {@code key}; its place in the order stays the same. */
    private void replace(double key, double newStart, double newEnd) {
        int[] path = new int[256];
        int depth = 0;
        int node = root;
        while (start[node] != key) {
            path[depth++] = node;
            node = key < start[node] ? left[node] : right[node];
        }
        start[node] = newStart;
        end[node] = newEnd;
        update(node);
        while (depth > 0) {
            update(path[--depth]);
        }
    }

    private int insert(int tree, int added) {
        if (tree == NIL) {
            return added;
        }
        if (priority[added] > priority[tree]) {
            split(tree, start[added], added);
            update(added);
            return added;
        }
        if (start[added] < start[tree]) {
            left[tree] = insert(left[tree], added);
        } else {
            right[tree] = insert(right[tree], added);
        }
        update(tree);
        return tree;
    }

    /** Hangs what lies before the key left below {@code into}, the rest right below it. */
    private void split(int tree, double key, int into) {
        if (tree == NIL) {
            left[into] = NIL;
            right[into] = NIL;
        } else if (start[tree] < key) {
            split(right[tree], key, into);
            right[tree] = left[into];
            update(tree);
            left[into] = tree;
        } else {
            split(left[tree], key, into);
            left[tree] = right[into];
            update(tree);
            right[into] = tree;
        }
    }

    private int remove(int tree, double key) {
        if (start[tree] == key) {
            return merge(left[tree], right[tree]);
        }
        if (key < start[tree]) {
            left[tree] = remove(left[tree], key);
        } else {
            right[tree] = remove(right[tree], key);
        }
        update(tree);
        return tree;
    }

    private int merge(int before, int after) {
        if (before == NIL || after == NIL) {
            return before == NIL ? after : before;
        }
        if (priority[before] > priority[after]) {
            right[before] = merge(right[before], after);
            update(before);
            return before;
        }
        left[after] = merge(before, left[after]);
        update(after);
        return after;
    }

    private void update(int node) {
        double max = end[node] - start[node];
        if (left[node] != NIL) {
            max = Math.max(max, longest[left[node]]);
        }
        if (right[node] != NIL) {
            max = Math.max(max, longest[right[node]]);
        }
        longest[node] = max;
    }

    private int node(double from, double until) {
        if (nodes == start.length) {
            int size = nodes * 2;
            start = Arrays.copyOf(start, size);
            end = Arrays.copyOf(end, size);
            longest = Arrays.copyOf(longest, size);
            left = Arrays.copyOf(left, size);
            right = Arrays.copyOf(right, size);
            priority = Arrays.copyOf(priority, size);
        }
        start[nodes] = from;
        end[nodes] = until;
        longest[nodes] = until - from;
        left[nodes] = NIL;
        right[nodes] = NIL;
        int mixed = (nodes + 1) * 0x9E3779B9;
        mixed = (mixed ^ (mixed >>> 16)) * 0x85EBCA6B;
        priority[nodes] = mixed ^ (mixed >>> 13);
        return nodes++;
    }
}
