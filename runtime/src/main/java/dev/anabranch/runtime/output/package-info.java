/** Where published datasets go: files that any Arrow reader reads, or memory. */
@NullMarked
package dev.anabranch.runtime.output;

import org.jspecify.annotations.NullMarked;
