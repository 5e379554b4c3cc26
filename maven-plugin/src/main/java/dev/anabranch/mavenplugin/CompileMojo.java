package dev.anabranch.mavenplugin;

import dev.anabranch.model.type.Quantity;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.model.Resource;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the project's flows: each becomes Java classes, which are compiled along with the project's own, and a plan
 * among its resources. All mistakes of all flows are shown in one go. What has not changed is not written again.
 *
 * <p>Tasks are found in the project's dependencies and in its own sources.
 */
@Mojo(
        name = "compile",
        defaultPhase = LifecyclePhase.GENERATE_SOURCES,
        threadSafe = true,
        requiresDependencyResolution = ResolutionScope.COMPILE)
@SuppressWarnings("NullAway.Init") // Maven sets the fields
public final class CompileMojo extends AbstractMojo {
    private static final int MOST_WORKERS = 1024;
    private static final String LOGGING = "org.slf4j.Logger";

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    private MojoExecution execution;

    /** Where the flows are: all files {@code *.flow} in it and below. */
    @Parameter(property = "anabranch.sourceDirectory", defaultValue = "${project.basedir}/src/main/flow")
    private File sourceDirectory;

    /** Where the generated Java sources go. */
    @Parameter(
            property = "anabranch.outputDirectory",
            defaultValue = "${project.build.directory}/generated-sources/flow")
    private File outputDirectory;

    /** Where the plans go, which become resources of the project. */
    @Parameter(
            property = "anabranch.planDirectory",
            defaultValue = "${project.build.directory}/generated-resources/flow")
    private File planDirectory;

    /** How many workers the flows are planned for: threads of the application that runs them. */
    @Parameter(property = "anabranch.workers", defaultValue = "2")
    private int workers;

    /** How much memory those workers have together for datasets, for example {@code 8GiB}. */
    @Parameter(property = "anabranch.memory", defaultValue = "8GiB")
    private String memory;

    /** A YAML file that describes hosts and workers, instead of {@code workers} and {@code memory}. */
    @Parameter(property = "anabranch.clusterFile")
    private @Nullable File clusterFile;

    /**
     * A folder of profiles: for a flow called {@code rain} what its runs measured, {@code rain.arrow}, if it is there.
     * {@code anabranch run --profile-out} writes them.
     */
    @Parameter(property = "anabranch.profileDirectory")
    private @Nullable File profileDirectory;

    /** Values of the flows' params. */
    @Parameter
    private @Nullable Map<String, String> parameters;

    /** Leaves the flows alone. */
    @Parameter(property = "anabranch.skip", defaultValue = "false")
    private boolean skip;

    @Parameter(defaultValue = "${project.build.directory}/anabranch", readonly = true, required = true)
    private File workDirectory;

    /** Made by Maven. */
    public CompileMojo() {}

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("Flows are skipped.");
            return;
        }
        try {
            Path state = workDirectory.toPath().resolve("state-" + execution.getExecutionId());
            compile(request(), state);
        } catch (IOException e) {
            throw new MojoExecutionException("The flows cannot be compiled: " + e.getMessage(), e);
        } catch (DependencyResolutionRequiredException e) {
            throw new MojoExecutionException("The project's dependencies are not resolved.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("Compiling the flows was interrupted.", e);
        }
    }

    private void compile(CompileRequest request, Path stateFile)
            throws IOException, InterruptedException, MojoFailureException {
        BuildState last = BuildState.read(stateFile);
        OutputFolders outputs = request.outputs();
        if (request.flows().isEmpty()) {
            getLog().debug("No flows in " + sourceDirectory);
            last.files().removeAllBut(GeneratedFiles.NONE, outputs);
            Files.deleteIfExists(stateFile);
            return;
        }
        Path base = project.getBasedir().toPath();
        List<String> compiler = compilerClassPath();
        Optional<String> inputs = InputDigest.of(request, base, compiler, last.ownSources());
        if (inputs.isPresent()
                && inputs.get().equals(last.inputs())
                && last.files().areThere(outputs)) {
            getLog().info("Nothing to compile - all flows are up to date.");
        } else {
            CompileResult result =
                    new CompilerProcess(compiler, base, workDirectory.toPath().resolve("compiler.log")).run(request);
            show(result, request.flows().size());
            last.files().removeAllBut(result.files(), outputs);
            // With the sources that were read, the inputs are known better than before.
            String now =
                    InputDigest.of(request, base, compiler, result.ownSources()).orElse("");
            new BuildState(now, result.ownSources(), result.files()).write(stateFile);
        }
        project.addCompileSourceRoot(outputs.sources().toString());
        Resource plans = new Resource();
        plans.setDirectory(outputs.plans().toString());
        project.addResource(plans);
    }

    private void show(CompileResult result, int flows) throws MojoFailureException {
        result.warnings().forEach(warning -> getLog().warn(warning));
        if (!result.errors().isEmpty()) {
            result.errors().forEach(error -> getLog().error(error));
            int count = result.errors().size();
            throw new MojoFailureException(
                    count + (count == 1 ? " error in " : " errors in ") + flows + (flows == 1 ? " flow." : " flows."));
        }
        result.planned().forEach(line -> getLog().info(line));
    }

    private CompileRequest request() throws IOException, DependencyResolutionRequiredException, MojoFailureException {
        Path output = outputDirectory.toPath();
        Path classes = Path.of(project.getBuild().getOutputDirectory());
        List<String> classPath = new ArrayList<>(project.getCompileClasspathElements());
        // What an earlier build compiled may be out of date; the project's own classes are read from their sources.
        classPath.remove(classes.toString());
        Set<String> sourceRoots = new LinkedHashSet<>(project.getCompileSourceRoots());
        sourceRoots.remove(output.toString());
        List<String> resourceRoots = project.getResources().stream()
                .map(Resource::getDirectory)
                .filter(root -> !root.equals(planDirectory.toString()))
                .toList();
        if (workers < 1 || workers > MOST_WORKERS) {
            throw new MojoFailureException("workers is a number from 1 to " + MOST_WORKERS + ", not " + workers + ".");
        }
        OptionalLong bytes = Quantity.bytes(memory);
        if (bytes.isEmpty()) {
            throw new MojoFailureException("memory is a size such as 8GiB, not `" + memory + "`.");
        }
        return new CompileRequest(
                flows(),
                parameters == null ? Map.of() : new LinkedHashMap<>(parameters),
                workers,
                bytes.getAsLong(),
                clusterFile == null ? "" : relative(clusterFile.toPath()),
                profileDirectory == null ? "" : relative(profileDirectory.toPath()),
                classPath,
                sourceRoots.stream()
                        .filter(root -> Files.isDirectory(Path.of(root)))
                        .toList(),
                resourceRoots,
                workDirectory.toPath().resolve("plans"),
                new OutputFolders(output, planDirectory.toPath(), classes));
    }

    private List<String> flows() throws IOException {
        if (!sourceDirectory.isDirectory()) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(sourceDirectory.toPath())) {
            return files.filter(file -> file.toString().endsWith(".flow") && Files.isRegularFile(file))
                    .map(this::relative)
                    .sorted()
                    .toList();
        }
    }

    /** Generated sources and plans name their flow's file: the same on every machine. */
    private String relative(Path file) {
        Path base = project.getBasedir().toPath();
        return (file.startsWith(base) ? base.relativize(file) : file).toString().replace(File.separatorChar, '/');
    }

    /** The plugin's own class path, and the logging interface, which Maven keeps to itself. */
    private static List<String> compilerClassPath() throws IOException {
        if (!(CompileMojo.class.getClassLoader() instanceof URLClassLoader loader)) {
            throw new IOException("this version of Maven does not tell a plugin its class path");
        }
        Set<String> entries = new LinkedHashSet<>();
        for (URL url : loader.getURLs()) {
            entries.add(file(url));
        }
        try {
            Class<?> logging = Class.forName(LOGGING, false, loader);
            entries.add(file(logging.getProtectionDomain().getCodeSource().getLocation()));
        } catch (ClassNotFoundException e) {
            throw new IOException("this version of Maven has no " + LOGGING, e);
        }
        return List.copyOf(entries);
    }

    private static String file(URL url) throws IOException {
        try {
            return Path.of(url.toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IOException(url + " is not a file", e);
        }
    }
}
