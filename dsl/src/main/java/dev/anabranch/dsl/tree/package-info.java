/** The syntax tree of a flow file: immutable records that each know the stretch of source they came from. */
@NullMarked
package dev.anabranch.dsl.tree;

import org.jspecify.annotations.NullMarked;
