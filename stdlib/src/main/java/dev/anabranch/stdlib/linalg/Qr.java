package dev.anabranch.stdlib.linalg;

import dev.anabranch.api.DoubleTensor;
import dev.anabranch.api.Outputs;

/**
 * A QR factorisation.
 *
 * @param q orthonormal columns, {@code [rows, columns]}
 * @param r upper triangular with a non-negative diagonal, {@code [columns, columns]}
 */
public record Qr(DoubleTensor q, DoubleTensor r) implements Outputs {}
