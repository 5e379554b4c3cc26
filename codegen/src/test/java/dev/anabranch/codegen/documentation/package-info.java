@NullMarked
package dev.anabranch.codegen.documentation;

import org.jspecify.annotations.NullMarked;
