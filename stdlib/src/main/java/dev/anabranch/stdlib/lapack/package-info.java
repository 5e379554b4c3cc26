/** Dense linear algebra at native speed, by OpenBLAS. */
@NullMarked
package dev.anabranch.stdlib.lapack;

import org.jspecify.annotations.NullMarked;
