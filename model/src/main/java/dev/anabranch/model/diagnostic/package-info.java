/** What the user is told about mistakes in their files: positions, messages, codes, and how they are printed. */
@NullMarked
package dev.anabranch.model.diagnostic;

import org.jspecify.annotations.NullMarked;
