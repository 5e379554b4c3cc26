/** The Maven plugin that compiles flows while a project is built. */
@NullMarked
package dev.anabranch.mavenplugin;

import org.jspecify.annotations.NullMarked;
