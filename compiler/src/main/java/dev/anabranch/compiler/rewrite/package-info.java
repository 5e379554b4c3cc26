/** The passes that make a graph smaller without changing what its sinks receive. */
@NullMarked
package dev.anabranch.compiler.rewrite;

import org.jspecify.annotations.NullMarked;
