/** Where the stages of the compiler meet files, class paths and the runtime: the embedding API. */
@NullMarked
package dev.anabranch.driver;

import org.jspecify.annotations.NullMarked;
