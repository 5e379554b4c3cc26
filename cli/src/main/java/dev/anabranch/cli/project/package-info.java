/** What a new project begins with. */
@NullMarked
package dev.anabranch.cli.project;

import org.jspecify.annotations.NullMarked;
