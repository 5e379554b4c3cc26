/** Where the stages meet files, class loaders and launchers. */
@NullMarked
package dev.anabranch.driver;

import org.jspecify.annotations.NullMarked;
