/** What a run did, read from its trace, and written for tools that show it. */
@NullMarked
package dev.anabranch.driver.trace;

import org.jspecify.annotations.NullMarked;
