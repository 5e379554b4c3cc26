/** Names and values that are known before the run: params, dims, libraries, plain expressions. */
@NullMarked
package dev.anabranch.compiler.resolve;

import org.jspecify.annotations.NullMarked;
