/** Certificates by which hosts know each other: an authority for development, and what it signs. */
@NullMarked
package dev.anabranch.cli.certs;

import org.jspecify.annotations.NullMarked;
