package dev.anabranch.benchmarks.hosts;

import java.util.ArrayList;
import java.util.List;

/**
 * What to measure.
 *
 * @param rounds how often each flow runs by each plan
 * @param megabits a second, what each host sends and receives
 * @param mebibytes of each dataset
 * @param json whether JSON is printed, not a table
 */
record SendsOptions(int rounds, int megabits, int mebibytes, boolean json) {
    static final String USAGE = """
            usage: benchmarks/run sends [options]

            Flows on hosts with slow links: sent in the plan's order over the hosts that the plan says, beside all at once.
            Needs the rights of root and iproute2, for network namespaces.

              --rounds N      how often each runs (default: 5)
              --megabits N    a second, of each link (default: 400)
              --mebibytes N   of each dataset (default: 16)
              --json          prints JSON, not a table
            """;

    SendsOptions {
        if (rounds < 1 || megabits < 1 || mebibytes < 1) {
            throw new IllegalArgumentException("numbers are at least 1");
        }
    }

    static SendsOptions parse(String[] arguments) {
        SendsOptions options = new SendsOptions(5, 400, 16, false);
        int at = 0;
        while (at < arguments.length) {
            String name = arguments[at++];
            if (name.equals("--json")) {
                options = new SendsOptions(options.rounds, options.megabits, options.mebibytes, true);
            } else if (at == arguments.length) {
                throw new IllegalArgumentException("no option, or without its value: " + name + "\n" + USAGE);
            } else {
                options = options.with(name, arguments[at++]);
            }
        }
        return options;
    }

    private SendsOptions with(String name, String value) {
        int number;
        try {
            number = Integer.parseInt(value);
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException(name + " takes a number, not " + value, none);
        }
        return switch (name) {
            case "--rounds" -> new SendsOptions(number, megabits, mebibytes, json);
            case "--megabits" -> new SendsOptions(rounds, number, mebibytes, json);
            case "--mebibytes" -> new SendsOptions(rounds, megabits, number, json);
            default -> throw new IllegalArgumentException("unknown option " + name + "\n" + USAGE);
        };
    }

    /** The same on a command line. */
    List<String> arguments() {
        List<String> all = new ArrayList<>(
                List.of("--rounds", "" + rounds, "--megabits", "" + megabits, "--mebibytes", "" + mebibytes));
        if (json) {
            all.add("--json");
        }
        return all;
    }
}
