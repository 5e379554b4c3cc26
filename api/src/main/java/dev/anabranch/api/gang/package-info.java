/** What the workers that run one task at the same time share. */
@NullMarked
package dev.anabranch.api.gang;

import org.jspecify.annotations.NullMarked;
