/** Tasks by whose times a cluster is measured. */
@NullMarked
package dev.anabranch.stdlib.calibration;

import org.jspecify.annotations.NullMarked;
