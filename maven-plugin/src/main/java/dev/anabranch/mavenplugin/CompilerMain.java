package dev.anabranch.mavenplugin;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;

/**
 * The process that compiles: a request on standard input, its result on standard output. It is a process of its own
 * because plans are written with Arrow, which needs flags that a build's Java virtual machine was not started with.
 */
public final class CompilerMain {
    private CompilerMain() {}

    /** Compiles once. */
    public static void main(String[] arguments) throws IOException {
        // Whatever else prints must not get between the bytes of the result.
        System.setOut(System.err);
        CompileResult result = FlowCompilation.run(CompileRequest.read(new DataInputStream(System.in)));
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)))) {
            result.write(out);
        }
    }
}
