/** Going on after a crash: what was kept, whether it is whole, and what a run that goes on leaves out. */
@NullMarked
package dev.anabranch.driver.checkpoint;

import org.jspecify.annotations.NullMarked;
