package dev.storelatch.mail;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.util.Set;
import java.util.TreeSet;

/** Collects the names that a template asks for. */
final class WordsUsed implements Mustache.Visitor {

    private final Set<String> words = new TreeSet<>();

    private WordsUsed() {}

    static Set<String> in(Template template) {
        WordsUsed used = new WordsUsed();
        template.visit(used);
        return used.words;
    }

    @Override
    public void visitText(String text) {
        // Says nothing.
    }

    @Override
    public void visitVariable(String name) {
        words.add(name);
    }

    @Override
    public boolean visitInclude(String name) {
        words.add("> " + name);
        return false;
    }

    @Override
    public boolean visitSection(String name) {
        words.add(name);
        return true;
    }

    @Override
    public boolean visitInvertedSection(String name) {
        words.add(name);
        return true;
    }
}
