package dev.storelatch.outbox;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.util.Set;
import java.util.TreeSet;

/** Collects the names of the variables, sections and includes of a template. */
final class TemplateVariables implements Mustache.Visitor {

    private final Set<String> names = new TreeSet<>();

    private TemplateVariables() {}

    static Set<String> in(Template template) {
        TemplateVariables used = new TemplateVariables();
        template.visit(used);
        return used.names;
    }

    @Override
    public void visitText(String text) {
        // Text has no variables.
    }

    @Override
    public void visitVariable(String name) {
        names.add(name);
    }

    @Override
    public boolean visitInclude(String name) {
        names.add("> " + name);
        return false;
    }

    @Override
    public boolean visitSection(String name) {
        names.add(name);
        return true;
    }

    @Override
    public boolean visitInvertedSection(String name) {
        names.add(name);
        return true;
    }
}
