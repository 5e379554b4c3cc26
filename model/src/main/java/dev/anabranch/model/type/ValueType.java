package dev.anabranch.model.type;

import dev.anabranch.api.ElementType;

/** The type of a dataset, a parameter or an argument. */
public sealed interface ValueType {
    /** The type as the flow language writes it. */
    String label();

    /** Whether a value of type {@code actual} can stand where this type is wanted. */
    default boolean accepts(ValueType actual) {
        return equals(actual);
    }

    /** Calls the visitor's method for this kind of type. */
    <R> R accept(Visitor<R> visitor);

    /** One case for each kind of type. */
    interface Visitor<R> {
        R tensor(TensorOf type);

        R anyTensor(AnyTensor type);

        R table(TableType type);

        R bytes(BytesType type);

        R scalar(ScalarType type);

        R list(ListOf type);

        R java(JavaObject type);
    }

    /** A dense array of one element type and any shape. */
    record TensorOf(ElementType element) implements ValueType {
        @Override
        public String label() {
            return "tensor<" + element.label() + ">";
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.tensor(this);
        }
    }

    /** A dense array whose element type is not known before it is made, or does not matter. */
    record AnyTensor() implements ValueType {
        @Override
        public String label() {
            return "tensor";
        }

        @Override
        public boolean accepts(ValueType actual) {
            return actual instanceof TensorOf || actual instanceof AnyTensor;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.anyTensor(this);
        }
    }

    /** Rows in Arrow record batches; the columns are not part of the type yet. */
    record TableType() implements ValueType {
        @Override
        public String label() {
            return "table";
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.table(this);
        }
    }

    /** A run of bytes. */
    record BytesType() implements ValueType {
        @Override
        public String label() {
            return "bytes";
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.bytes(this);
        }
    }

    /** The kinds of single values. */
    enum ScalarType implements ValueType {
        /** A 64-bit integer; Java's {@code int} parameters take it when it fits. */
        INT("int"),
        /** A 64-bit floating-point number; integers are accepted for it. */
        FLOAT("float"),
        BOOL("bool"),
        STRING("string"),
        /** A file's or folder's path; strings are accepted for it. */
        PATH("path"),
        /** A span of time; {@link java.time.Duration} in Java. */
        DURATION("duration"),
        /** A number of bytes; {@code long} in Java. */
        SIZE("size");

        private final String label;

        ScalarType(String label) {
            this.label = label;
        }

        @Override
        public String label() {
            return label;
        }

        @Override
        public boolean accepts(ValueType actual) {
            return this == actual
                    || (this == FLOAT && actual == INT)
                    || (this == INT && actual == SIZE)
                    || (this == PATH && actual == STRING);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.scalar(this);
        }
    }

    /** A list in the order of its dimension. */
    record ListOf(ValueType element) implements ValueType {
        @Override
        public String label() {
            return "list<" + element.label() + ">";
        }

        @Override
        public boolean accepts(ValueType actual) {
            return actual instanceof ListOf list && element.accepts(list.element);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.list(this);
        }
    }

    /**
     * A value of a Java class that flows pass on but do not look into.
     *
     * @param className the binary name, such as {@code com.acme.Model$State}; {@code java.lang.Object} accepts all
     */
    record JavaObject(String className) implements ValueType {
        @Override
        public String label() {
            return className;
        }

        @Override
        public boolean accepts(ValueType actual) {
            return className.equals("java.lang.Object") || equals(actual);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.java(this);
        }
    }
}
