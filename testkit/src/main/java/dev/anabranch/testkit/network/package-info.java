/** Networks of hosts on one machine. */
@NullMarked
package dev.anabranch.testkit.network;

import org.jspecify.annotations.NullMarked;
