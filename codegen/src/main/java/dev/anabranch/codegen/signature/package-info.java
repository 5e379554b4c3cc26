/** The tasks of a library as its class file declares them; classes are read, never loaded. */
@NullMarked
package dev.anabranch.codegen.signature;

import org.jspecify.annotations.NullMarked;
