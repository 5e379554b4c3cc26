/** Generated programs are read whole, compiled, and run against what the graph says. */
@NullMarked
package dev.anabranch.codegen.source;

import org.jspecify.annotations.NullMarked;
