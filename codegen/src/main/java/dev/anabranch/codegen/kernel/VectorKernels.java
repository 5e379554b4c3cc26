package dev.anabranch.codegen.kernel;

import dev.anabranch.api.kernel.KernelLoop;
import dev.anabranch.api.kernel.KernelMaker;
import dev.anabranch.model.kernel.KernelExpression;
import java.lang.invoke.MethodHandles;
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

    VectorKernels(int machineBits, boolean segments, boolean longProducts) {
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
            // Asked by name, since this class must load where the module is not there.
            Class<?> vector = Class.forName(MODULE + ".DoubleVector");
            Object species = vector.getField("SPECIES_PREFERRED").get(null);
            Class<?> type = Class.forName(MODULE + ".VectorSpecies");
            int bits = (int) type.getMethod("vectorBitSize").invoke(species);
            boolean segments = java.util.Arrays.stream(vector.getMethods())
                    .anyMatch(method -> method.getName().equals("fromMemorySegment"));
            // Machines with vectors of 512 bits have all operations on 64-bit integers; later Javas make up for others.
            boolean longProducts = bits >= 512 || Runtime.version().feature() >= 21;
            return bits < 128 ? KernelMaker.NONE : new VectorKernels(bits, segments, longProducts);
        } catch (ReflectiveOperationException e) {
            return KernelMaker.NONE;
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
            return Optional.of((KernelLoop)
                    hidden.lookupClass().getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no class for the kernel " + text, e);
        }
    }
}
