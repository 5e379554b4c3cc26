package dev.anabranch.dsl.tree;

import dev.anabranch.model.diagnostic.Span;
import java.util.List;
import java.util.Optional;

/** One statement of a flow other than its header. */
public sealed interface Statement extends Node {
    /** What the {@code ///} comments above it say. */
    Optional<Documentation> documentation();

    /** Calls the visitor's method for this kind. */
    <R> R accept(Visitor<R> visitor);

    /** {@code use library} or {@code use library as alias}. */
    record UseLibrary(QualifiedName library, Optional<Name> alias, Optional<Documentation> documentation, Span span)
            implements Statement {
        /** The name by which the flow calls it. */
        public Name localName() {
            return alias.orElseGet(library::last);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.useLibrary(this);
        }
    }

    /** {@code use java a.b.C as alias}. */
    record UseJava(QualifiedName className, Name alias, Optional<Documentation> documentation, Span span)
            implements Statement {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.useJava(this);
        }
    }

    /** {@code use flow "path" as alias}. */
    record UseFlow(Expression.StringLiteral path, Name alias, Optional<Documentation> documentation, Span span)
            implements Statement {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.useFlow(this);
        }
    }

    /** {@code param name : type = default}. */
    record Param(
            Name name,
            TypeExpression type,
            Optional<Expression> defaultValue,
            Optional<Documentation> documentation,
            Span span)
            implements Statement {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.param(this);
        }
    }

    /** {@code dim name = domain}. */
    record Dim(Name name, DimDomain domain, Optional<Documentation> documentation, Span span) implements Statement {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.dim(this);
        }
    }

    /**
     * {@code input name[dims] : type}, in a flow that others use.
     *
     * @param dims none for a single dataset
     */
    record Input(Name name, List<Name> dims, TypeExpression type, Optional<Documentation> documentation, Span span)
            implements Statement {
        public Input {
            dims = List.copyOf(dims);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.input(this);
        }
    }

    /**
     * {@code output name, name}, in a flow that others use.
     *
     * @param names datasets of its own, or outputs of flows that it uses: {@code inner.mean}
     */
    record Output(List<QualifiedName> names, Optional<Documentation> documentation, Span span) implements Statement {
        public Output {
            names = List.copyOf(names);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.output(this);
        }
    }

    /**
     * {@code name[indices] where guard = value yields dim @annotation}, or {@code (name, name)[indices] = value}.
     *
     * @param targets the datasets that it defines; at least one
     * @param indices what stands between the brackets on the left: a dim, a constant or a dim plus a constant, which
     *     later stages check; none for a single dataset
     * @param guard for which indices it holds; empty for all
     * @param yields the dim over which the task hands over its outputs while it runs
     */
    record Equation(
            List<Name> targets,
            List<Expression> indices,
            Optional<Expression> guard,
            Expression value,
            Optional<Name> yields,
            List<Annotation> annotations,
            Optional<Documentation> documentation,
            Span span)
            implements Statement {
        public Equation {
            targets = List.copyOf(targets);
            indices = List.copyOf(indices);
            annotations = List.copyOf(annotations);
            if (targets.isEmpty()) {
                throw new IllegalArgumentException("an equation that defines nothing");
            }
        }

        /** The first annotation of this name, if there is one. */
        public Optional<Annotation> annotation(String name) {
            return annotations.stream()
                    .filter(a -> a.name().text().equals(name))
                    .findFirst();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.equation(this);
        }
    }

    /**
     * {@code publish x[i] as "name" with { key: value }} or {@code publish x, y}.
     *
     * @param datasets at least one
     * @param catalogueName the name to publish under; only ever present with one dataset
     * @param metadata what each published dataset can be found by
     */
    record Publish(
            List<Expression.Reference> datasets,
            Optional<Expression.StringLiteral> catalogueName,
            List<MetadataEntry> metadata,
            Optional<Documentation> documentation,
            Span span)
            implements Statement {
        public Publish {
            datasets = List.copyOf(datasets);
            metadata = List.copyOf(metadata);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.publish(this);
        }
    }

    /** One method for each kind of statement. */
    interface Visitor<R> {
        /** {@code use library}. */
        R useLibrary(UseLibrary statement);

        /** {@code use java}. */
        R useJava(UseJava statement);

        /** {@code use flow}. */
        R useFlow(UseFlow statement);

        /** {@code param}. */
        R param(Param statement);

        /** {@code dim}. */
        R dim(Dim statement);

        /** {@code input}. */
        R input(Input statement);

        /** {@code output}. */
        R output(Output statement);

        /** An equation. */
        R equation(Equation statement);

        /** {@code publish}. */
        R publish(Publish statement);
    }
}
