package dev.anabranch.codegen.compile;

import dev.anabranch.api.FlowProgram;
import java.util.Map;
import java.util.TreeMap;

/** Loads generated classes from memory; everything else comes from its parent. */
public final class GeneratedClassLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    private final Map<String, byte[]> classes;

    /**
     * @param parent which sees the tasks' classes and the API
     * @param classes class files by binary name
     */
    public GeneratedClassLoader(ClassLoader parent, Map<String, byte[]> classes) {
        super("anabranch-generated", parent);
        this.classes = new TreeMap<>(classes);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = classes.get(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    /**
     * A new instance of the entry class.
     *
     * @param entryClass its name, see {@link dev.anabranch.codegen.source.GeneratedSources#entryClass()}
     * @throws IllegalArgumentException if there is no such program
     */
    public FlowProgram program(String entryClass) {
        try {
            return loadClass(entryClass)
                    .asSubclass(FlowProgram.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new IllegalArgumentException(entryClass + " is no program of a flow", e);
        }
    }
}
