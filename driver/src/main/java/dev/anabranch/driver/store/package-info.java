/** Plans on disk: one folder each, found again by the hash of what they were made from. */
@NullMarked
package dev.anabranch.driver.store;

import org.jspecify.annotations.NullMarked;
