package dev.anabranch.cli.project;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** Writes the files of a new project: templates among the resources, with names and versions filled in. */
public final class ProjectFiles {
    private static final String VERSIONS = "versions.properties";

    private ProjectFiles() {}

    /** The files' contents by their paths, in the order in which a person reads them. */
    public static Map<String, String> of(ProjectName project) throws IOException {
        Map<String, String> values = values(project);
        String java = "java/" + values.get("path") + "/";
        Map<String, String> files = new LinkedHashMap<>();
        files.put("README.md", filled("README.md", values));
        files.put("pom.xml", filled("pom.xml", values));
        files.put("src/main/flow/" + project.name() + ".flow", filled("flow.flow", values));
        files.put("src/main/" + java + "Wind.java", filled("Wind.java", values));
        files.put("src/test/" + java + "WindTest.java", filled("WindTest.java", values));
        files.put("src/test/" + java + project.type() + "FlowTest.java", filled("FlowTest.java", values));
        files.put("src/test/resources/junit-platform.properties", filled("junit-platform.properties", values));
        files.put(".gitignore", filled("gitignore", values));
        return files;
    }

    private static Map<String, String> values(ProjectName project) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("group", project.group());
        values.put("name", project.name());
        values.put("package", project.inPackage());
        values.put("path", project.inPackage().replace('.', '/'));
        values.put("type", project.type());
        Properties versions = new Properties();
        try (InputStream stream = resource(VERSIONS)) {
            versions.load(stream);
        }
        for (String library : versions.stringPropertyNames()) {
            values.put("version." + library, versions.getProperty(library));
        }
        return values;
    }

    private static String filled(String template, Map<String, String> values) throws IOException {
        String text;
        try (InputStream stream = resource(template)) {
            text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("@" + value.getKey() + "@", value.getValue());
        }
        return text;
    }

    private static InputStream resource(String name) {
        InputStream stream = ProjectFiles.class.getResourceAsStream(name);
        if (stream == null) {
            throw new IllegalStateException("the application lacks " + name);
        }
        return stream;
    }
}
