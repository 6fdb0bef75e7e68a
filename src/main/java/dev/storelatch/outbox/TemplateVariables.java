package dev.storelatch.outbox;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.util.Set;
import java.util.TreeSet;

/** Collects the names that a template asks for. */
final class TemplateVariables implements Mustache.Visitor {

    private final Set<String> words = new TreeSet<>();

    private TemplateVariables() {}

    static Set<String> in(Template template) {
        TemplateVariables used = new TemplateVariables();
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
