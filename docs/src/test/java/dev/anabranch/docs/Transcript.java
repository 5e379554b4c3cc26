package dev.anabranch.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a page shows of a session: commands and what they print.
 *
 * @param commands in order
 */
record Transcript(List<Command> commands) {
    /** What a compilation or a run of more than two seconds says now and then. */
    private static final Pattern PROGRESS = Pattern.compile(
            "^TIME: ([0-9,]+ of [0-9,]+ tasks|(parsing|elaborating|planning|generating)( [0-9,]+ tasks)?$)");

    /** A command and the lines below it; {@code ...} on a line of its own stands for any number of lines. */
    record Command(String line, List<String> output) {
        /** Whether what a command printed is what the page shows, apart from what differs from run to run. */
        boolean shows(List<String> printed) {
            return matches(normalized(output), 0, normalized(printed), 0);
        }
    }

    static Transcript of(String body) {
        List<Command> commands = new ArrayList<>();
        for (String line : body.lines().toList()) {
            if (line.startsWith("$ ")) {
                commands.add(new Command(line.substring(2), new ArrayList<>()));
            } else if (commands.isEmpty()) {
                throw new IllegalArgumentException("a console block starts with a command: " + line);
            } else {
                commands.get(commands.size() - 1).output().add(line);
            }
        }
        return new Transcript(commands);
    }

    private static boolean matches(List<String> shown, int s, List<String> printed, int p) {
        if (s == shown.size()) {
            return p == printed.size();
        }
        if (shown.get(s).equals("...")) {
            for (int next = p; next <= printed.size(); next++) {
                if (matches(shown, s + 1, printed, next)) {
                    return true;
                }
            }
            return false;
        }
        return p < printed.size() && shown.get(s).equals(printed.get(p)) && matches(shown, s + 1, printed, p + 1);
    }

    /** Lines without what differs between runs and machines: times, sizes in memory, shares, hashes, loads. */
    static List<String> normalized(List<String> lines) {
        return lines.stream()
                .map(line -> line.replaceAll("\"(\\w+_s|gap|seconds|busy_share)\" : [-0-9.E]+", "\"$1\" : NUMBER")
                        .replaceAll("\\b[0-9a-f]{12,64}\\b", "HASH")
                        .replaceAll("\\|[ ▁▂▃▄▅▆▇█]+\\|", "LOAD")
                        .replaceAll("-?[0-9][0-9.,]* %", "SHARE")
                        .replaceAll("[0-9][0-9.,]* (ns|us|ms|s|min|h)\\b", "TIME")
                        .replaceAll("[0-9][0-9.,]* ([KMG]iB|B)\\b", "SIZE")
                        .replaceAll("\\s+", " ")
                        .strip())
                .filter(line -> !line.isEmpty() && !PROGRESS.matcher(line).find())
                .toList();
    }
}
