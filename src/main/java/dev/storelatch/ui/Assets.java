package dev.storelatch.ui;

import dev.storelatch.crypto.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.webjars.WebJarVersionLocator;

/**
 * Addresses of the pages' static files. All have the prefix {@code /assets/<version>}, where the version changes with the
 * content of any of them, so that browsers may keep them for ever and modules can import each other by relative addresses.
 */
@Component
public final class Assets {

    private static final String SHARED = "ui";

    private final Map<String, String> locations;
    private final String version;

    Assets(ObjectProvider<PageRoutes> pages, ResourcePatternResolver files) {
        List<PageRoutes> all = pages.orderedStream().toList();
        this.locations = locations(all);
        this.version = version(locations, files);
    }

    /**
     * Returns the address of a file.
     *
     * @param path the module and the file, such as {@code ui/base.css}, or the WebJar, such as
     *     {@code webjars/lit-html/lit-html.js}
     */
    public String url(String path) {
        return "/assets/" + version + "/" + path;
    }

    /** Returns the version, for the entity tags of the files. */
    String version() {
        return version;
    }

    /** Returns the path patterns of the files, each with the folder that contains them; empty if there are no pages. */
    public Map<String, String> locations() {
        Map<String, String> patterns = new LinkedHashMap<>();
        locations.forEach((folder, location) -> patterns.put(url(folder + "/**"), location));
        return patterns;
    }

    private static Map<String, String> locations(List<PageRoutes> pages) {
        Map<String, String> locations = new LinkedHashMap<>();
        if (!pages.isEmpty()) {
            PageRoutes shared = PageRoutes.get().assets(SHARED);
            Stream.concat(Stream.of(shared), pages.stream()).forEach(page -> locations.putAll(page.assets()));
            WebJarVersionLocator webJars = new WebJarVersionLocator();
            pages.stream()
                    .flatMap(page -> page.webJars().stream())
                    .forEach(name -> locations.put(
                            "webjars/" + name,
                            "classpath:/META-INF/resources/webjars/" + name + "/" + webJars.version(name) + "/"));
        }
        return locations;
    }

    /** A location of a WebJar has its version, so its content need not be read. */
    private static String version(Map<String, String> locations, ResourcePatternResolver files) {
        StringBuilder content = new StringBuilder();
        locations.forEach((folder, location) -> {
            content.append(location);
            if (!folder.startsWith("webjars/")) {
                content.append(content(files, location));
            }
        });
        return HexFormat.of().formatHex(Sha256.of(content.toString()), 0, 6);
    }

    private static String content(ResourcePatternResolver files, String location) {
        try {
            StringBuilder content = new StringBuilder();
            Resource[] found = files.getResources(location + "**");
            Arrays.sort(found, Comparator.comparing(Resource::getDescription));
            for (Resource file : found) {
                if (file.isReadable()) {
                    content.append(file.getFilename()).append(file.getContentAsString(StandardCharsets.ISO_8859_1));
                }
            }
            return content.toString();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
