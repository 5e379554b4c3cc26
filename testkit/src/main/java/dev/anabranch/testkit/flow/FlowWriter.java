package dev.anabranch.testkit.flow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From a recipe to a flow. */
final class FlowWriter {
    private FlowWriter() {}

    static GeneratedFlow write(FlowRecipe recipe) {
        Draft draft = draft(recipe);
        String text = Layout.of(draft, new Choices(recipe.layout()));
        Map<String, Integer> instances = new LinkedHashMap<>();
        draft.arrays().stream()
                .filter(a -> !a.isBorrowed())
                .forEach(a -> instances.put(a.name(), a.defined().size()));
        return new GeneratedFlow(
                text,
                draft.others(),
                Map.copyOf(draft.given()),
                instances,
                List.copyOf(draft.published()),
                draft.comments(),
                draft.features());
    }

    /**
     * A flow with a mistake.
     *
     * @param wish which; if the flow has nothing to make it with, the next that it can make
     */
    static WrongFlow wrong(FlowRecipe recipe, List<Integer> wish) {
        Draft draft = draft(recipe);
        Choices choices = new Choices(wish);
        List<Mistake> mistakes = List.of(Mistake.values());
        int first = choices.below(mistakes.size());
        String text = Layout.of(draft, new Choices(recipe.layout()));
        MistakeWriter writer = new MistakeWriter(draft, choices);
        for (int i = 0; i < mistakes.size(); i++) {
            Mistake mistake = mistakes.get((first + i) % mistakes.size());
            Optional<MistakeWriter.Planted> planted = writer.plant(mistake);
            if (planted.isPresent()) {
                return new WrongFlow(
                        text + planted.get().text() + "\n",
                        draft.others(),
                        Map.copyOf(draft.given()),
                        mistake,
                        text.length() + planted.get().place(),
                        planted.get().instance());
            }
        }
        throw new IllegalStateException("no mistake can be made");
    }

    /** The flow before it is laid out. */
    static Draft draft(FlowRecipe recipe) {
        Draft draft = new Draft();
        Choices frame = new Choices(recipe.frame());
        draft.callLibrary(frame.below(3) == 2 ? "l" : "lab");
        draft.addFixed("flow " + frame.of("flow1", "f", "Ensemble_2"));
        draft.add(draft.library().equals("lab") ? "use lab" : "use lab as l");
        draft.add("use java " + FlowTasks.JAVA_CLASS + " as bench");
        recipe.declarations().forEach(numbers -> new DeclarationWriter(draft, new Choices(numbers)).write());
        int equations = 0;
        for (int use = 0; use <= recipe.uses().size(); use++) {
            int until = recipe.equations().size() * (use + 1) / (recipe.uses().size() + 1);
            for (; equations < until; equations++) {
                new EquationWriter(draft, new Choices(recipe.equations().get(equations))).write();
            }
            if (use < recipe.uses().size()) {
                new UseWriter(draft, new Choices(recipe.uses().get(use))).write();
            }
        }
        if (frame.oneIn(25)) {
            new ExtremeWriter(draft, frame).write();
        }
        if (draft.arrays().isEmpty()) {
            new EquationWriter(draft, new Choices(List.of())).write();
        }
        List<DraftArray> plainly = new ArrayList<>();
        int number = 0;
        for (List<Integer> numbers : recipe.publications()) {
            new PublishWriter(draft, new Choices(numbers), plainly).write(number++);
        }
        if (draft.published().isEmpty()) {
            new PublishWriter(draft, new Choices(List.of()), plainly).write(number);
        }
        return draft;
    }
}
