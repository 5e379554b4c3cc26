/** The output catalogue: published datasets as Arrow files, found by an SQLite index. */
@NullMarked
package dev.anabranch.driver.catalogue;

import org.jspecify.annotations.NullMarked;
