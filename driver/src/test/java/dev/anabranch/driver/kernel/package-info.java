/** Fused expressions beside the tasks that they stand for. */
@NullMarked
package dev.anabranch.driver.kernel;

import org.jspecify.annotations.NullMarked;
