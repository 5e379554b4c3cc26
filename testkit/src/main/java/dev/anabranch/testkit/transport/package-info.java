/** What every transport has to hold, as tests to inherit. */
@NullMarked
package dev.anabranch.testkit.transport;

import org.jspecify.annotations.NullMarked;
