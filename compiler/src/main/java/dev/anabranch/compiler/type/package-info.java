/** Types of datasets and arguments: from the syntax tree to equations over numbered arrays. */
@NullMarked
package dev.anabranch.compiler.type;

import org.jspecify.annotations.NullMarked;
