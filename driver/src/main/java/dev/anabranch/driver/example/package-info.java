/** Examples of the mistakes that diagnostics are about: a file with the mistake, what is printed, and the file mended. */
@NullMarked
package dev.anabranch.driver.example;

import org.jspecify.annotations.NullMarked;
