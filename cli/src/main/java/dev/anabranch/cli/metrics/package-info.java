/** What a host tells about itself to whoever watches it. */
@NullMarked
package dev.anabranch.cli.metrics;

import org.jspecify.annotations.NullMarked;
