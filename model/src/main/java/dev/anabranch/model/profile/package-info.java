/** What runs of a flow measured: the profile that feeds the next compilation. */
@NullMarked
package dev.anabranch.model.profile;

import org.jspecify.annotations.NullMarked;
