package dev.storelatch.account;

import java.util.List;
import java.util.function.Consumer;

/** Command {@code remove-factors}: removes all second factors of an account, whose owner has lost them. */
final class RemoveFactorsCommand extends AccountCommand {

    RemoveFactorsCommand() {
        super("remove-factors", "removes all second factors and recovery codes of the account");
    }

    @Override
    void run(Target target, boolean dryRun, Consumer<String> out) {
        List<String> methods = methods(target);
        if (methods.isEmpty()) {
            out.accept(target.label() + " has no second factors");
        } else if (dryRun) {
            out.accept("%s would lose its second factors: %s".formatted(target.label(), String.join(", ", methods)));
        } else {
            out.accept("%s: %d second factors removed, which were %s"
                    .formatted(target.label(), remove(target), String.join(", ", methods)));
        }
    }

    private static List<String> methods(Target target) {
        return target.sql("select unnest(methods) from storelatch.second_factors(:realm, :id)")
                .query(String.class)
                .list();
    }

    private static int remove(Target target) {
        return target.sql("select storelatch.remove_second_factors(:realm, :id)")
                .query(Integer.class)
                .single();
    }
}
