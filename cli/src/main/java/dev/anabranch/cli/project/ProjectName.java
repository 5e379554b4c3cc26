package dev.anabranch.cli.project;

import dev.anabranch.driver.FlowNames;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/**
 * What a new project is called in Maven, Java and the language of flows at once.
 *
 * @param group Maven's group, which is also where the project's package lies: {@code com.acme}
 * @param name of the project and its flow: {@code forecast}
 */
public record ProjectName(String group, String name) {
    private static final int LONGEST = 100;
    private static final List<String> NOT_OURS = List.of("java", "flows");

    /** Why a text cannot be a project's name; empty if it can. */
    public static Optional<String> mistakeInName(String name) {
        if (!name.matches("[a-z][a-z0-9_]*") || name.length() > LONGEST) {
            return Optional.of("a name is a small letter, then small letters, digits and underscores");
        }
        return FlowNames.isName(name) && !SourceVersion.isKeyword(name)
                ? Optional.empty()
                : Optional.of("it is a word of " + (SourceVersion.isKeyword(name) ? "Java" : "the language"));
    }

    /** Why a text cannot be a group; empty if it can. */
    public static Optional<String> mistakeInGroup(String group) {
        String[] parts = group.split("\\.", -1);
        if (group.length() > LONGEST || !Arrays.stream(parts).allMatch(part -> part.matches("[a-z][a-z0-9_]*"))) {
            return Optional.of("a group is a Java package in small letters, such as com.acme");
        }
        Optional<String> keyword =
                Arrays.stream(parts).filter(SourceVersion::isKeyword).findFirst();
        return NOT_OURS.contains(parts[0])
                ? Optional.of("packages that begin with " + parts[0] + " are not yours")
                : keyword.map(word -> word + " is a word of Java");
    }

    /** A name near to any text: {@code My-Forecast} becomes {@code my_forecast}. */
    public static Optional<String> near(String text) {
        String name =
                text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^[0-9_]+|_+$", "");
        return mistakeInName(name).isPresent() ? Optional.empty() : Optional.of(name);
    }

    /** The Java package. */
    public String inPackage() {
        return group + "." + name;
    }

    /** The Java class that the flow becomes: {@code my_forecast} becomes {@code MyForecast}. */
    public String type() {
        return Arrays.stream(name.split("_", -1))
                .filter(part -> !part.isEmpty())
                .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
                .collect(Collectors.joining());
    }
}
