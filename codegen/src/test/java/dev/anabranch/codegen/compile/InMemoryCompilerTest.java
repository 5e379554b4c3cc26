package dev.anabranch.codegen.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.anabranch.codegen.source.SourceFile;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

class InMemoryCompilerTest {
    @Test
    void classesOfOneCompilationSeeEachOther() throws ClassNotFoundException {
        Map<String, byte[]> classes = InMemoryCompiler.compile(
                List.of(
                        new SourceFile("p.A", "package p; public class A { static class Inner {} B b; }"),
                        new SourceFile("p.B", "package p; public class B { A a; }")),
                "",
                ToolProvider.getSystemJavaCompiler());
        assertThat(classes.keySet()).containsExactly("p.A", "p.A$Inner", "p.B");
        GeneratedClassLoader loader = new GeneratedClassLoader(ClassLoader.getPlatformClassLoader(), classes);
        assertThat(loader.loadClass("p.A").getClassLoader()).isSameAs(loader);
        assertThatThrownBy(() -> loader.loadClass("p.C")).isInstanceOf(ClassNotFoundException.class);
        assertThatThrownBy(() -> loader.program("p.A")).hasMessage("p.A is no program of a flow");
    }

    @Test
    void anErrorShowsTheSource() {
        List<SourceFile> files =
                List.of(new SourceFile("p.A", "package p;\n\npublic class A {\n    int x = \"one\";\n}\n"));
        assertThatThrownBy(() -> InMemoryCompiler.compile(files, "", ToolProvider.getSystemJavaCompiler()))
                .isInstanceOf(GeneratedCodeException.class)
                .hasMessageContaining("fault of Anabranch")
                .hasMessageContaining("p/A.java:4")
                .hasMessageContaining(">    4 |     int x = \"one\";");
    }

    @Test
    void aJreIsToldApart() {
        assertThatThrownBy(() -> InMemoryCompiler.compile(List.of(), "", null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("run Anabranch with a JDK");
    }

    @Test
    void aLoadersFilesAndItsParentsAreTheClassPath() throws MalformedURLException {
        URL outer = Path.of("/libraries/outer lib.jar").toUri().toURL();
        URL inner = Path.of("/libraries/inner.jar").toUri().toURL();
        URLClassLoader parent = new URLClassLoader(new URL[] {outer}, null);
        URLClassLoader child = new URLClassLoader(new URL[] {inner}, parent);
        assertThat(InMemoryCompiler.classPath(child))
                .startsWith(System.getProperty("java.class.path"))
                .endsWith(String.join(
                        File.pathSeparator,
                        Path.of("/libraries/outer lib.jar").toString(),
                        Path.of("/libraries/inner.jar").toString()));
    }
}
