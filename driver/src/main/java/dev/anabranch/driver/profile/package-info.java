/** Profiles: what runs measured, read from traces and kept in files. */
@NullMarked
package dev.anabranch.driver.profile;

import org.jspecify.annotations.NullMarked;
