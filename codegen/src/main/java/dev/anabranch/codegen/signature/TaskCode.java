package dev.anabranch.codegen.signature;

import dev.anabranch.model.task.TaskSignature;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * What tasks do, as hashes of their code: a task's method, the methods of its class that it reaches, all classes that these
 * name, and those that they name in turn. Comments, the order of methods, line numbers and what else only debuggers read
 * are no part of it, nor are other tasks of the class. A library in a jar of its own is told by the jar's name and size; the
 * platform is left out. Classes are read, none is loaded.
 */
public final class TaskCode {
    private static final int NORMALISED = ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES;
    private static final String CLASS = ".class";

    /** The tag in a pool of constants, as the class file format numbers it. */
    private static final int CONSTANT_CLASS = 7;

    private final ClassLoader loader;
    private final Map<TaskSignature, String> known = new HashMap<>();
    private final Map<String, Optional<Whole>> classes = new HashMap<>();

    /** @param loader where classes are found */
    public TaskCode(ClassLoader loader) {
        this.loader = loader;
    }

    /**
     * The hash of a task's code, and of that of the steps in which it may be computed.
     *
     * @throws UncheckedIOException if a class file cannot be read
     */
    public String digest(TaskSignature signature) {
        String before = known.get(signature);
        if (before != null) {
            return before;
        }
        MessageDigest hash = sha256();
        Set<String> named = new TreeSet<>();
        add(signature, hash, named);
        signature.aggregate().ifPresent(aggregate -> {
            add(aggregate.partial(), hash, named);
            add(aggregate.combine(), hash, named);
            aggregate.finish().ifPresent(finish -> add(finish, hash, named));
        });
        closure(named, place(signature)).forEach((name, content) -> add(hash, name + " " + content));
        String digest = HexFormat.of().formatHex(hash.digest());
        known.put(signature, digest);
        return digest;
    }

    /** The method with those of its class that it reaches; collects what classes they name. */
    private void add(TaskSignature signature, MessageDigest hash, Set<String> named) {
        String name = signature.className().replace('.', '/');
        add(hash, name + " " + signature.method() + signature.descriptor());
        URL file = loader.getResource(name + CLASS);
        if (file == null) {
            return;
        }
        ClassReader reader = new ClassReader(read(file));
        Set<String> reached = new Reach(name).of(reader, signature.method() + signature.descriptor());
        ClassWriter writer = new ClassWriter(0);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public @Nullable MethodVisitor visitMethod(
                            int access, String method, String descriptor, String generic, String[] exceptions) {
                        return reached.contains(method + descriptor)
                                ? super.visitMethod(access, method, descriptor, generic, exceptions)
                                : null;
                    }

                    @Override
                    public @Nullable FieldVisitor visitField(
                            int access, String field, String descriptor, String generic, Object value) {
                        return null;
                    }

                    @Override
                    public void visitInnerClass(String inner, String outer, String simple, int access) {
                        // Names of what other methods use.
                    }

                    @Override
                    public void visitNestMember(String member) {
                        // As above.
                    }
                },
                NORMALISED);
        byte[] own = writer.toByteArray();
        hash.update(own);
        named.addAll(names(own));
        named.remove(name);
    }

    /** A class of the same build, or what stands for the library that it is in. */
    private record Whole(String content, Set<String> names) {}

    /** The contents of all classes that some name, those that they name, and so on. */
    private SortedMap<String, String> closure(Set<String> named, String place) {
        SortedMap<String, String> contents = new TreeMap<>();
        Deque<String> open = new ArrayDeque<>(named);
        Set<String> seen = new TreeSet<>(named);
        while (!open.isEmpty()) {
            String name = open.pop();
            Optional<Whole> whole = classes.computeIfAbsent(place + "\n" + name, unused -> whole(name, place));
            whole.ifPresent(found -> {
                contents.put(name, found.content());
                found.names().stream().filter(seen::add).forEach(open::push);
            });
        }
        return contents;
    }

    private Optional<Whole> whole(String name, String place) {
        URL file = loader.getResource(name + CLASS);
        if (file == null || file.getProtocol().equals("jrt")) {
            return Optional.empty();
        }
        if (file.getProtocol().equals("jar") && !place(file).equals(place)) {
            Optional<String> jar = jar(file);
            if (jar.isPresent()) {
                return Optional.of(new Whole(jar.get(), Set.of()));
            }
        }
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(read(file)).accept(writer, NORMALISED);
        byte[] content = writer.toByteArray();
        return Optional.of(new Whole(HexFormat.of().formatHex(sha256().digest(content)), names(content)));
    }

    /** The jar of a task's class, or empty. */
    private String place(TaskSignature signature) {
        URL file = loader.getResource(signature.className().replace('.', '/') + CLASS);
        return file == null ? "" : place(file);
    }

    private static String place(URL file) {
        return file.getProtocol().equals("jar") ? file.getPath().replaceFirst("!/.*", "") : "";
    }

    /** The name and size of a jar of which a class comes. */
    private static Optional<String> jar(URL file) {
        String text = file.getPath();
        int end = text.indexOf("!/");
        try {
            Path path = Path.of(new URI(text.substring(0, Math.max(end, 0))));
            return Optional.of(path.getFileName() + " " + Files.size(path));
        } catch (IOException | URISyntaxException | IllegalArgumentException | FileSystemNotFoundException noFile) {
            return Optional.empty();
        }
    }

    private static byte[] read(URL file) {
        try {
            URLConnection connection = file.openConnection();
            // A cached jar file would stay open, and stay old when the jar is built again.
            connection.setUseCaches(false);
            try (InputStream in = connection.getInputStream()) {
                return in.readAllBytes();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The classes that a class file names, in its pool of constants. */
    private static Set<String> names(byte[] content) {
        ClassReader reader = new ClassReader(content);
        Set<String> names = new TreeSet<>();
        char[] buffer = new char[reader.getMaxStringLength()];
        for (int item = 1; item < reader.getItemCount(); item++) {
            int offset = reader.getItem(item);
            // Empty behind a long or a double.
            if (offset > 0 && reader.readByte(offset - 1) == CONSTANT_CLASS) {
                String name = reader.readUTF8(offset, buffer);
                Type type = name.startsWith("[") ? Type.getType(name) : Type.getObjectType(name);
                Type element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
                if (element.getSort() == Type.OBJECT) {
                    names.add(element.getInternalName());
                }
            }
        }
        return names;
    }

    private static void add(MessageDigest hash, String text) {
        hash.update((text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** Which methods of a class one of them calls, or hands on, by way of others of the class; with its initialiser. */
    private static final class Reach extends ClassVisitor {
        private final String owner;
        private final Map<String, List<String>> calls = new HashMap<>();

        Reach(String owner) {
            super(Opcodes.ASM9);
            this.owner = owner;
        }

        Set<String> of(ClassReader reader, String method) {
            reader.accept(this, NORMALISED);
            Set<String> reached = new TreeSet<>(List.of(method, "<clinit>()V"));
            Deque<String> open = new ArrayDeque<>(reached);
            while (!open.isEmpty()) {
                calls.getOrDefault(open.pop(), List.of()).stream()
                        .filter(reached::add)
                        .forEach(open::push);
            }
            return reached;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String method, String descriptor, String generic, String[] exceptions) {
            List<String> called = calls.computeIfAbsent(method + descriptor, unused -> new ArrayList<>());
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitMethodInsn(int code, String of, String name, String type, boolean isInterface) {
                    if (of.equals(owner)) {
                        called.add(name + type);
                    }
                }

                @Override
                public void visitInvokeDynamicInsn(String name, String type, Handle factory, Object... arguments) {
                    for (Object argument : arguments) {
                        if (argument instanceof Handle handle
                                && handle.getOwner().equals(owner)) {
                            called.add(handle.getName() + handle.getDesc());
                        }
                    }
                }
            };
        }
    }
}
