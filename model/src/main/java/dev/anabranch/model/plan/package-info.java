/** The plan as tables: everything a run needs, nothing it does not. */
@NullMarked
package dev.anabranch.model.plan;

import org.jspecify.annotations.NullMarked;
