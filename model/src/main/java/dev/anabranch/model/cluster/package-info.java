/** The machine model: hosts, workers and links. */
@NullMarked
package dev.anabranch.model.cluster;

import org.jspecify.annotations.NullMarked;
