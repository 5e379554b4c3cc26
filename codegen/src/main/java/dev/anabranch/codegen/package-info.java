/** Java sources and classes made from plans, and task signatures read from class files. */
@NullMarked
package dev.anabranch.codegen;

import org.jspecify.annotations.NullMarked;
