/** The task graph: arrays of datasets, families of tasks, and which task reads what. */
@NullMarked
package dev.anabranch.model.graph;

import org.jspecify.annotations.NullMarked;
