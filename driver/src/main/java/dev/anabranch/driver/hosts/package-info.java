/** Runs on several hosts: the daemon that serves a host, and the coordinator that has hosts run a plan. */
@NullMarked
package dev.anabranch.driver.hosts;

import org.jspecify.annotations.NullMarked;
