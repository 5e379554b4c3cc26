/** Task graphs that others wrote: workflow traces, Graphviz drawings, node-link JSON. */
@NullMarked
package dev.anabranch.driver.workflow;

import org.jspecify.annotations.NullMarked;
