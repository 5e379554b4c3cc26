/** How plans bear tasks that take other times than planned. */
@NullMarked
package dev.anabranch.driver.noise;

import org.jspecify.annotations.NullMarked;
