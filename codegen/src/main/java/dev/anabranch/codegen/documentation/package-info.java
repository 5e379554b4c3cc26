/** What authors of task libraries wrote about their tasks. */
@NullMarked
package dev.anabranch.codegen.documentation;

import org.jspecify.annotations.NullMarked;
