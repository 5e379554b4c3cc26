package dev.anabranch.mavenplugin;

import dev.anabranch.dsl.ParseResult;
import dev.anabranch.dsl.Parser;
import dev.anabranch.dsl.SourceDecoder;
import dev.anabranch.dsl.tree.Statement;
import dev.anabranch.model.diagnostic.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Values that a project gives to the params of its flows: each flow takes those that it declares. */
final class SharedParameters {
    private final Map<String, String> values;
    private final Set<String> taken = new LinkedHashSet<>();

    SharedParameters(Map<String, String> values) {
        this.values = values;
    }

    /** The values for one flow. */
    Map<String, String> of(String flow) throws IOException {
        Path file = Path.of(flow);
        Optional<SourceText> source =
                SourceDecoder.decode(flow, Files.readAllBytes(file)).value();
        if (source.isEmpty()) {
            return Map.of();
        }
        ParseResult parsed = Parser.parseWithErrors(source.get());
        // What a broken line was meant to declare is declared: one mistake is not reported twice.
        Set<String> declared = new LinkedHashSet<>(parsed.brokenNames());
        taken.addAll(declared);
        for (Statement.Param param : parsed.tree().params()) {
            declared.add(param.name().text());
        }
        Map<String, String> own = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (declared.contains(name) && !parsed.brokenNames().contains(name)) {
                own.put(name, value);
            }
        });
        taken.addAll(own.keySet());
        return own;
    }

    /** What no flow has taken so far. */
    List<String> left() {
        return values.keySet().stream().filter(name -> !taken.contains(name)).toList();
    }
}
