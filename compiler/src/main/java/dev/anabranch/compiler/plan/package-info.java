/** From a schedule to the steps of each worker, with every number that a person or a run wants to know. */
@NullMarked
package dev.anabranch.compiler.plan;

import org.jspecify.annotations.NullMarked;
