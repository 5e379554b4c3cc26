/** What the measurements of runs say about a graph's costs. */
@NullMarked
package dev.anabranch.compiler.profile;

import org.jspecify.annotations.NullMarked;
