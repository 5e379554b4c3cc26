/** Runs on hosts: how long a broadcast takes, and what a thousand runs leave in a daemon. */
@NullMarked
package dev.anabranch.benchmarks.hosts;

import org.jspecify.annotations.NullMarked;
