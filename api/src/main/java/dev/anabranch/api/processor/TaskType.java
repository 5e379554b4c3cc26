package dev.anabranch.api.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ErrorType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.NoType;
import javax.lang.model.type.PrimitiveType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.SimpleTypeVisitor14;
import org.jspecify.annotations.Nullable;

/**
 * A type of a task's parameter or result, as far as it matters to flows. Type variables and wildcards stand as what
 * they are at least.
 *
 * @param kind what it is; unknown if javac could not resolve it, which is then reported already
 * @param name {@code int} of a primitive, the qualified name of a class, empty for an array
 * @param text as it stands in source, with simple names
 * @param arguments the type arguments of a class, empty if raw; of an array its element
 * @param declaration of a class; absent otherwise
 */
record TaskType(
        Kind kind,
        String name,
        String text,
        List<TaskType> arguments,
        @Nullable TypeElement declaration) {
    enum Kind {
        PRIMITIVE,
        CLASS,
        ARRAY,
        UNKNOWN
    }

    private static final String OBJECT_NAME = "java.lang.Object";
    private static final TaskType OBJECT = new TaskType(Kind.CLASS, OBJECT_NAME, "Object", List.of(), null);
    private static final TaskType UNKNOWN = new TaskType(Kind.UNKNOWN, "", "", List.of(), null);

    static TaskType of(TypeMirror type) {
        return type.accept(new Reader(List.of()), null);
    }

    boolean isClass(String qualifiedName) {
        return kind == Kind.CLASS && name.equals(qualifiedName);
    }

    boolean isVoid() {
        return kind == Kind.PRIMITIVE && name.equals("void");
    }

    /** A type argument, or Object for a raw type. */
    TaskType argument(int index) {
        return index < arguments.size() ? arguments.get(index) : OBJECT;
    }

    /** Whether it and all that it is nested in are public. */
    boolean isPublic() {
        return declaration == null || isPublic(declaration);
    }

    static boolean isPublic(TypeElement type) {
        return type.getModifiers().contains(Modifier.PUBLIC)
                && (!(type.getEnclosingElement() instanceof TypeElement outer) || isPublic(outer));
    }

    /** Whether it is a record that directly implements an interface. */
    boolean isRecordOf(String interfaceName) {
        return declaration != null
                && declaration.getKind() == ElementKind.RECORD
                && declaration.getInterfaces().stream().anyMatch(type -> of(type).isClass(interfaceName));
    }

    private static final class Reader extends SimpleTypeVisitor14<TaskType, @Nullable Void> {
        private final List<TypeVariable> open;

        /** @param open the variables whose bounds are being read: they may name themselves */
        Reader(List<TypeVariable> open) {
            super(UNKNOWN);
            this.open = open;
        }

        @Override
        public TaskType visitPrimitive(PrimitiveType type, @Nullable Void none) {
            return primitive(type.getKind());
        }

        @Override
        public TaskType visitNoType(NoType type, @Nullable Void none) {
            return primitive(TypeKind.VOID);
        }

        private static TaskType primitive(TypeKind kind) {
            String name = kind.name().toLowerCase(Locale.ROOT);
            return new TaskType(Kind.PRIMITIVE, name, name, List.of(), null);
        }

        @Override
        public TaskType visitArray(ArrayType type, @Nullable Void none) {
            TaskType element = type.getComponentType().accept(this, null);
            return new TaskType(Kind.ARRAY, "", element.text() + "[]", List.of(element), null);
        }

        @Override
        public TaskType visitDeclared(DeclaredType type, @Nullable Void none) {
            TypeElement declaration = (TypeElement) type.asElement();
            List<TaskType> arguments = type.getTypeArguments().stream()
                    .map(argument -> argument.accept(this, null))
                    .toList();
            String text = nestedName(declaration)
                    + (arguments.isEmpty()
                            ? ""
                            : arguments.stream().map(TaskType::text).collect(Collectors.joining(", ", "<", ">")));
            return new TaskType(Kind.CLASS, declaration.getQualifiedName().toString(), text, arguments, declaration);
        }

        private static String nestedName(TypeElement declaration) {
            Element outer = declaration.getEnclosingElement();
            String name = declaration.getSimpleName().toString();
            return outer instanceof TypeElement type ? nestedName(type) + "." + name : name;
        }

        @Override
        public TaskType visitError(ErrorType type, @Nullable Void none) {
            return UNKNOWN;
        }

        @Override
        public TaskType visitTypeVariable(TypeVariable type, @Nullable Void none) {
            boolean ofMethod = type.asElement().getEnclosingElement() instanceof ExecutableElement;
            if (!ofMethod
                    || open.stream().anyMatch(variable -> variable.asElement().equals(type.asElement()))) {
                return OBJECT;
            }
            List<TypeVariable> within = new ArrayList<>(open);
            within.add(type);
            return type.getUpperBound().accept(new Reader(within), null);
        }

        @Override
        public TaskType visitIntersection(IntersectionType type, @Nullable Void none) {
            return type.getBounds().get(0).accept(this, null);
        }

        @Override
        public TaskType visitWildcard(WildcardType type, @Nullable Void none) {
            TypeMirror bound = type.getExtendsBound();
            return bound == null ? OBJECT : bound.accept(this, null);
        }
    }
}
