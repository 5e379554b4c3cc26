/** The library lorenz: the Lorenz-96 model as a small weather that needs no data. */
@NullMarked
package dev.anabranch.stdlib.lorenz;

import org.jspecify.annotations.NullMarked;
