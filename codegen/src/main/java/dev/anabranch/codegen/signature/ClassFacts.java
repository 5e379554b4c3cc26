package dev.anabranch.codegen.signature;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.RecordComponentVisitor;
import org.objectweb.asm.Type;

/** What a class file says that matters here, as it stands there. */
final class ClassFacts extends ClassVisitor {
    private static final String TASK = "Ldev/anabranch/api/Task;";
    private static final String AGGREGATE = "Ldev/anabranch/api/Aggregate;";
    private static final String COST = "Ldev/anabranch/api/Cost;";
    private static final String DEFAULT = "Ldev/anabranch/api/Default;";

    /** A record's component; the signature is the descriptor where there are no generics. */
    record Component(String name, String descriptor, String signature) {}

    /** A method. */
    static final class Method {
        final int access;
        final String name;
        final String descriptor;
        final String signature;
        final Map<String, Object> task = new TreeMap<>();
        final Map<Integer, String> defaults = new TreeMap<>();
        final List<String> parameterNames = new ArrayList<>();
        final Map<Integer, String> localNames = new TreeMap<>();
        boolean marked;

        @Nullable
        Map<String, Object> cost;

        @Nullable
        Map<String, Object> aggregate;

        Method(int access, String name, String descriptor, String signature) {
            this.access = access;
            this.name = name;
            this.descriptor = descriptor;
            this.signature = signature;
        }

        /** The parameters' names, from {@code MethodParameters} or else the table of local variables. */
        Optional<List<String>> names() {
            Type[] types = Type.getArgumentTypes(descriptor);
            if (parameterNames.size() == types.length) {
                return Optional.of(List.copyOf(parameterNames));
            }
            List<String> names = new ArrayList<>();
            int local = 0;
            for (Type type : types) {
                String name = localNames.get(local);
                if (name == null) {
                    return Optional.empty();
                }
                names.add(name);
                local += type.getSize();
            }
            return Optional.of(names);
        }
    }

    private final List<Method> methods = new ArrayList<>();
    private final List<Component> components = new ArrayList<>();
    private String internalName = "";
    private int access;
    private int nestedAccess = -1;
    private Optional<String> outer = Optional.empty();
    private List<String> interfaces = List.of();

    private ClassFacts() {
        super(Opcodes.ASM9);
    }

    /**
     * Reads a class file.
     *
     * @throws RuntimeException of any kind if the bytes are no class file, or one newer than the reader knows
     */
    static ClassFacts of(byte[] bytes) {
        ClassFacts facts = new ClassFacts();
        new ClassReader(bytes).accept(facts, ClassReader.SKIP_FRAMES);
        // In a damaged file the number of the class's name may lead nowhere.
        Objects.requireNonNull(facts.internalName);
        facts.components.forEach(component -> GenericSignature.field(component.signature()));
        for (Method task : facts.tasks()) {
            check(task);
            if (task.aggregate != null) {
                task.aggregate
                        .values()
                        .forEach(name -> facts.named(name.toString()).forEach(ClassFacts::check));
            }
        }
        return facts;
    }

    /** Damage shows here, so that whoever uses the facts can rely on them. */
    private static void check(Method method) {
        int parameters = Type.getArgumentTypes(method.descriptor).length;
        boolean fits = GenericSignature.method(method.signature).size() == parameters + 1
                && GenericSignature.method(method.descriptor).size() == parameters + 1
                && method.task.getOrDefault("value", "") instanceof String;
        for (String flag : List.of("deterministic", "effect", "associative")) {
            fits &= method.task.getOrDefault(flag, false) instanceof Boolean;
        }
        if (!fits) {
            throw new IllegalArgumentException(method.name + " contradicts itself");
        }
    }

    String internalName() {
        return internalName;
    }

    /** Whether the class itself is public; a nested class says so where it is declared. */
    boolean isPublic() {
        return ((nestedAccess >= 0 ? nestedAccess : access) & Opcodes.ACC_PUBLIC) != 0;
    }

    /** The class that a nested class is declared in. */
    Optional<String> outer() {
        return outer;
    }

    boolean isRecordOf(String interfaceName) {
        return (access & Opcodes.ACC_RECORD) != 0 && interfaces.contains(interfaceName);
    }

    List<Component> components() {
        return components;
    }

    /** The methods of a name, in the order of the file. */
    List<Method> named(String name) {
        return methods.stream().filter(m -> m.name.equals(name)).toList();
    }

    /** The methods marked as tasks, in the order of the file. */
    List<Method> tasks() {
        return methods.stream().filter(m -> m.marked).toList();
    }

    @Override
    public void visit(
            int version,
            int classAccess,
            String name,
            @Nullable String signature,
            @Nullable String superName,
            String @Nullable [] superInterfaces) {
        access = classAccess;
        internalName = name;
        interfaces = superInterfaces == null ? List.of() : List.of(superInterfaces);
    }

    @Override
    public void visitInnerClass(String name, @Nullable String outerName, @Nullable String innerName, int flags) {
        if (name.equals(internalName)) {
            nestedAccess = flags;
            outer = Optional.ofNullable(outerName);
        }
    }

    @Override
    public @Nullable RecordComponentVisitor visitRecordComponent(
            String name, String descriptor, @Nullable String signature) {
        components.add(new Component(name, descriptor, signature == null ? descriptor : signature));
        return null;
    }

    @Override
    public MethodVisitor visitMethod(
            int flags, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        Method method = new Method(flags, name, descriptor, signature == null ? descriptor : signature);
        methods.add(method);
        return new MethodReader(method);
    }

    private static final class MethodReader extends MethodVisitor {
        private final Method method;

        MethodReader(Method method) {
            super(Opcodes.ASM9);
            this.method = method;
        }

        @Override
        public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
            if (descriptor.equals(TASK)) {
                method.marked = true;
                return new Values(method.task);
            }
            if (descriptor.equals(AGGREGATE)) {
                Map<String, Object> aggregate = new TreeMap<>();
                method.aggregate = aggregate;
                return new Values(aggregate);
            }
            if (descriptor.equals(COST)) {
                Map<String, Object> cost = new TreeMap<>();
                method.cost = cost;
                return new Values(cost);
            }
            return null;
        }

        @Override
        public @Nullable AnnotationVisitor visitParameterAnnotation(int index, String descriptor, boolean visible) {
            if (!descriptor.equals(DEFAULT)) {
                return null;
            }
            return new AnnotationVisitor(Opcodes.ASM9) {
                @Override
                public void visit(String name, Object value) {
                    method.defaults.put(index, value.toString());
                }
            };
        }

        @Override
        public void visitParameter(@Nullable String name, int flags) {
            if (name != null) {
                method.parameterNames.add(name);
            }
        }

        @Override
        public void visitLocalVariable(
                String name, String descriptor, @Nullable String signature, Label start, Label end, int index) {
            // A parameter's slot may be used again after it; the parameter itself comes first.
            method.localNames.putIfAbsent(index, name);
        }
    }

    private static final class Values extends AnnotationVisitor {
        private final Map<String, Object> values;

        Values(Map<String, Object> values) {
            super(Opcodes.ASM9);
            this.values = values;
        }

        @Override
        public void visit(String name, Object value) {
            values.put(name, value);
        }
    }
}
