/** The command line. */
@NullMarked
package dev.anabranch.cli;

import org.jspecify.annotations.NullMarked;
