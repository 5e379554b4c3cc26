@NullMarked
package dev.anabranch.api.processor;

import org.jspecify.annotations.NullMarked;
