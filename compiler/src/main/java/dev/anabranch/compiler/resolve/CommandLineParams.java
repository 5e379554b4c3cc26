package dev.anabranch.compiler.resolve;

import dev.anabranch.compiler.CompilerCodes;
import dev.anabranch.compiler.resolve.Operand.Plain;
import dev.anabranch.dsl.tree.Statement;
import dev.anabranch.model.diagnostic.Diagnostic;
import dev.anabranch.model.diagnostic.Diagnostics;
import dev.anabranch.model.diagnostic.SourceText;
import dev.anabranch.model.diagnostic.Span;
import dev.anabranch.model.type.ValueType;
import dev.anabranch.model.type.ValueType.ScalarType;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The params of the flow that is compiled, as texts from the command line. */
public final class CommandLineParams implements Outside {
    private final Map<String, String> given;
    private final Diagnostics diagnostics;

    /** @param given texts by name */
    public CommandLineParams(Map<String, String> given, Diagnostics diagnostics) {
        this.given = given;
        this.diagnostics = diagnostics;
    }

    @Override
    public void check(Set<String> names, Set<String> brokenNames) {
        for (Map.Entry<String, String> entry : given.entrySet()) {
            String name = entry.getKey();
            if (!names.contains(name) && !brokenNames.contains(name)) {
                SourceText source = SourceText.of("-p", name + "=" + entry.getValue());
                Diagnostic diagnostic = Diagnostic.error(
                        CompilerCodes.UNKNOWN_PARAM,
                        new Span(source, 0, name.length()),
                        "the flow has no param `" + name + "`");
                diagnostics.add(
                        Spelling.closest(name, names).isPresent() || names.isEmpty()
                                ? Spelling.suggest(diagnostic, name, names)
                                : diagnostic.withHelp("it has `" + String.join("`, `", names) + "`"));
            }
        }
    }

    @Override
    public Optional<Operand> param(Statement.Param param, ValueType type) {
        String name = param.name().text();
        String text = given.get(name);
        if (text == null) {
            return Optional.empty();
        }
        Optional<Operand> value = LiteralReader.param(text, type);
        if (value.isEmpty()) {
            SourceText source = SourceText.of("-p", name + "=" + text);
            Diagnostic bad = Diagnostic.error(
                            CompilerCodes.BAD_PARAM,
                            new Span(source, name.length() + 1, source.text().length()),
                            "`" + text + "` is no value for the param `" + name + "`")
                    .withLabel("expected " + ParamTypes.example(type));
            String option = "`-p " + name + "=";
            diagnostics.add(WrittenValues.quantity(text, type)
                    .map(mended -> mended.startsWith(text)
                            ? bad.withHelp("give the number a unit: " + option + mended + "`")
                            : bad.withHelp("write " + option + mended + "`"))
                    .orElseGet(() -> bad.withHelp("for example " + option + ParamTypes.sample(element(type)) + "`")));
        }
        return Optional.of(
                value.orElseGet(() -> type instanceof ScalarType scalar ? Plain.unknown(scalar) : Operand.BROKEN));
    }

    /** Of a list one element is enough. */
    private static ValueType element(ValueType type) {
        return type instanceof ValueType.ListOf list ? list.element() : type;
    }

    @Override
    public void missing(Statement.Param param, ValueType type) {
        String name = param.name().text();
        diagnostics.add(Diagnostic.error(
                        CompilerCodes.MISSING_PARAM, param.name().span(), "the param `" + name + "` has no value")
                .withHelp("give it on the command line: `-p " + name + "=...`")
                .withHelp("or give it a default: `param " + name + " : " + type.label() + " = ...`"));
    }

    @Override
    public Dim dim(String name) {
        throw new IllegalStateException("a flow with the input index `" + name + "` is not run by itself");
    }
}
