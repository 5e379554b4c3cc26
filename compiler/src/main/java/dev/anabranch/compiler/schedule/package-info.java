/** Where and when units run: schedulers over the cost model of a cluster. */
@NullMarked
package dev.anabranch.compiler.schedule;

import org.jspecify.annotations.NullMarked;
