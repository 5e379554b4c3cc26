/** Java sources of the programs of a plan: one class per worker, and the class that names them. */
@NullMarked
package dev.anabranch.codegen.source;

import org.jspecify.annotations.NullMarked;
