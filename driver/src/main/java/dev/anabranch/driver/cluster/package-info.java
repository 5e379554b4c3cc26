/** Cluster files: the machine model as a person writes it. */
@NullMarked
package dev.anabranch.driver.cluster;

import org.jspecify.annotations.NullMarked;
