package dev.anabranch.codegen.kernel;

import dev.anabranch.api.kernel.KernelLoop;
import dev.anabranch.api.kernel.KernelMaker;
import dev.anabranch.model.kernel.KernelExpression;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes loops over vectors, each a hidden class, where this Java virtual machine was started with
 * {@code --add-modules jdk.incubator.vector}. An expression is made once.
 */
public final class VectorKernels implements KernelMaker {
    private static final String MODULE = "jdk.incubator.vector";

    private final int machineBits;
    private final boolean segments;
    private final boolean longProducts;
    private final Map<String, Optional<KernelLoop>> made = new ConcurrentHashMap<>();

    private VectorKernels(int machineBits, boolean segments, boolean longProducts) {
        this.machineBits = machineBits;
        this.segments = segments;
        this.longProducts = longProducts;
    }

    private static final KernelMaker MAKER = find();

    /** The maker for this Java virtual machine; one that makes nothing where vectors are not turned on. */
    public static KernelMaker available() {
        return MAKER;
    }

    private static KernelMaker find() {
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            return KernelMaker.NONE;
        }
        try {
            Object species = doubles().getField("SPECIES_PREFERRED").get(null);
            Class<?> type = Class.forName(MODULE + ".VectorSpecies");
            int bits = (int) type.getMethod("vectorBitSize").invoke(species);
            return bits < 128 ? KernelMaker.NONE : withVectorsOf(bits);
        } catch (ReflectiveOperationException e) {
            return KernelMaker.NONE;
        }
    }

    /** Asked for by name, since this class must load where the module is not there. */
    private static Class<?> doubles() throws ClassNotFoundException {
        return Class.forName(MODULE + ".DoubleVector");
    }

    /**
     * A maker of loops for a machine with vectors of so many bits, which is slow on any other.
     *
     * @param bits 128, 256 or 512
     * @throws IllegalStateException if vectors are not turned on
     */
    public static KernelMaker withVectorsOf(int bits) {
        try {
            boolean segments = Arrays.stream(doubles().getMethods())
                    .anyMatch(method -> method.getName().equals("fromMemorySegment"));
            // Machines with vectors of 512 bits have all operations on 64-bit integers; later Javas make up for others.
            return new VectorKernels(
                    bits, segments, bits >= 512 || Runtime.version().feature() >= 21);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("started without --add-modules " + MODULE, e);
        }
    }

    @Override
    public Optional<KernelLoop> make(String kernel) {
        return made.computeIfAbsent(kernel, this::loop);
    }

    private Optional<KernelLoop> loop(String text) {
        Kernel kernel = KernelLowering.lower(KernelExpression.parse(text));
        if (!VectorSupport.of(kernel, longProducts)) {
            return Optional.empty();
        }
        VectorShape shape = VectorShape.of(kernel, machineBits);
        String name = VectorKernels.class.getPackageName().replace('.', '/') + "/VectorLoop";
        byte[] file = VectorLoopClass.write(name, kernel, shape, segments);
        try {
            MethodHandles.Lookup hidden = MethodHandles.lookup().defineHiddenClass(file, true);
            return Optional.of(
                    (KernelLoop) hidden.lookupClass().getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no class for the kernel " + text, e);
        }
    }
}
