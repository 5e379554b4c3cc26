/** What fused elementwise expressions are run by. */
@NullMarked
package dev.anabranch.api.kernel;

import org.jspecify.annotations.NullMarked;
