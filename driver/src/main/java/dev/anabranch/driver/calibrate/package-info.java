/** Measures hosts and links with flows that run there, and writes a cluster file that says what was found. */
@NullMarked
package dev.anabranch.driver.calibrate;

import org.jspecify.annotations.NullMarked;
