package dev.storelatch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Java file of the application.
 *
 * @param module the name of its application module; {@code storelatch} for the root package
 * @param name the file's name without extension
 */
record SourceFile(String module, String name, String text) {

    private static final Path ROOT = Path.of("src", "main", "java");

    /** Comments, text blocks, strings and characters, of which the longest at each place matches. */
    private static final Pattern TOKEN =
            Pattern.compile("(?s)(?<comment>/\\*.*?\\*/|//[^\\n]*+)|\"\"\"(?<block>.*?)\"\"\"|"
                    + "\"(?<string>(?:[^\"\\\\\\n]|\\\\.)*+)\"|'(?:[^'\\\\]|\\\\.)[^']*+'");

    /** Returns all files in {@code src/main/java}. */
    static List<SourceFile> all() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .map(SourceFile::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SourceFile read(Path file) {
        try {
            return new SourceFile(
                    file.getName(file.getNameCount() - 2).toString(),
                    file.getFileName().toString().replace(".java", ""),
                    Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the number of lines without blank, comment, import and package lines. */
    long codeLines() {
        String code = TOKEN.matcher(text)
                .replaceAll(token -> token.group().startsWith("/") ? "" : Matcher.quoteReplacement(token.group()));
        return code.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("import ") && !line.startsWith("package "))
                .count();
    }

    /** Returns the contents of all strings and text blocks. */
    List<String> literals() {
        return TOKEN.matcher(text)
                .results()
                .flatMap(token -> Stream.of(token.group(2), token.group(3)).filter(literal -> literal != null))
                .toList();
    }

    @Override
    public String toString() {
        return module + "/" + name;
    }
}
