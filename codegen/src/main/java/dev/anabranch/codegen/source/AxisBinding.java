package dev.anabranch.codegen.source;

import dev.anabranch.model.graph.Domain;

/**
 * An index of a family inside a generated method.
 *
 * @param domain the axis' coordinates
 * @param variable its {@link IndexVariable} value, from the method's variables
 */
record AxisBinding(Domain domain, Affine variable) {}
