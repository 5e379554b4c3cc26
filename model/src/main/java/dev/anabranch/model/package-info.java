/** The vocabulary that the stages of the compiler share: values only, no files, clocks or threads. */
@NullMarked
package dev.anabranch.model;

import org.jspecify.annotations.NullMarked;
