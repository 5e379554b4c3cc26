/** The library linalg: dense linear algebra on tiles. */
@NullMarked
package dev.anabranch.stdlib.linalg;

import org.jspecify.annotations.NullMarked;
