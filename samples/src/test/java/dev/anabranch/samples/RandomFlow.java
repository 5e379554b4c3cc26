package dev.anabranch.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Small matrices that claim to be large, made and read by tasks that claim to be short. */
final class RandomFlow {
    private final Random random;
    private final int size;
    private final List<String> arrays = new ArrayList<>();
    private final StringBuilder text = new StringBuilder("flow random\nuse linalg\nuse grid\n");

    RandomFlow(Random random) {
        this.random = random;
        this.size = 2 + random.nextInt(3);
        text.append("dim i = 0..").append(size - 1).append('\n');
    }

    String text() {
        int equations = 4 + random.nextInt(6);
        for (int number = 0; number < equations; number++) {
            add(number);
        }
        for (String array : arrays) {
            boolean last = array.equals(arrays.get(arrays.size() - 1));
            text.append(last || random.nextInt(4) == 0 ? "publish " + array + "\n" : "");
        }
        return text.toString();
    }

    private void add(int number) {
        String name = "x" + number;
        switch (arrays.isEmpty() ? 0 : random.nextInt(8)) {
            case 0 -> equation(name, "linalg.tile(i, " + random.nextInt(2) + ", size: 4)");
            case 1 -> equation(name, "linalg.transpose(" + read() + ")");
            case 2 -> equation(name, read() + " + " + read());
            case 3 -> equation(name, "grid.mean(" + array() + "[*])");
            case 4 -> {
                text.append("(q").append(number).append(", ").append(name).append(")[i] = linalg.qr(");
                text.append(read()).append(')').append(costs()).append('\n');
                arrays.add("q" + number);
                arrays.add(name);
            }
            default -> equation(name, "linalg.multiply(" + read() + ", " + read() + ")");
        }
    }

    private void equation(String name, String right) {
        text.append(name).append("[i] = ").append(right).append(costs()).append('\n');
        arrays.add(name);
    }

    private String array() {
        return arrays.get(random.nextInt(arrays.size()));
    }

    private String read() {
        String array = array();
        return array + (random.nextBoolean() ? "[i]" : "[(i + " + (1 + random.nextInt(size - 1)) + ") % " + size + "]");
    }

    private String costs() {
        return "  @cost(time: " + (1 + random.nextInt(5)) + "ms, size: " + (64 << random.nextInt(8)) + "KiB)";
    }
}
