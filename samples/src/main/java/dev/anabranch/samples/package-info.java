/** The tests that build and run the samples. */
@NullMarked
package dev.anabranch.samples;

import org.jspecify.annotations.NullMarked;
