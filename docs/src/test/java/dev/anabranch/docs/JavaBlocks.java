package dev.anabranch.docs;

import dev.anabranch.api.processor.TaskProcessor;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The Java blocks of a page. */
final class JavaBlocks {
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
    private static final Pattern TYPE = Pattern.compile("(?m)^public (?:final )?(?:class|record|interface) (\\w+)");

    private JavaBlocks() {}

    /** Compiles blocks together into a folder and returns what the compiler says. */
    static List<String> compile(List<Page.Block> blocks, Path classes) throws IOException {
        if (blocks.isEmpty()) {
            return List.of();
        }
        List<JavaFileObject> sources = new ArrayList<>();
        blocks.forEach(block -> sources.add(new Source(block)));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        List<String> options = List.of(
                "-parameters",
                "-processor",
                TaskProcessor.class.getName(),
                "-d",
                Files.createDirectories(classes).toString(),
                "-classpath",
                Session.classPath());
        compiler.getTask(null, null, diagnostics, options, null, sources).call();
        return diagnostics.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == javax.tools.Diagnostic.Kind.ERROR)
                .map(diagnostic -> diagnostic.getLineNumber() + ": " + diagnostic.getMessage(Locale.ROOT))
                .toList();
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(Page.Block block) {
            super(URI.create("string:///" + path(block) + ".java"), Kind.SOURCE);
            this.text = block.body();
        }

        private static String path(Page.Block block) {
            Matcher type = TYPE.matcher(block.body());
            if (!type.find()) {
                throw new IllegalArgumentException(block + " declares no public type");
            }
            Matcher inPackage = PACKAGE.matcher(block.body());
            return (inPackage.find() ? inPackage.group(1).replace('.', '/') + "/" : "") + type.group(1);
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
