/** What can be known of a graph before it is placed: its shape, its ranks, its critical path, its lower bound. */
@NullMarked
package dev.anabranch.compiler.analyse;

import org.jspecify.annotations.NullMarked;
