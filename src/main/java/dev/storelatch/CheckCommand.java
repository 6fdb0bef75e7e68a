package dev.storelatch;

import dev.storelatch.command.DiagnosticCommand;
import dev.storelatch.core.StartupException;
import dev.storelatch.doctor.StartupCheck;
import dev.storelatch.environment.SettingsCheck;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindException;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;

/**
 * Command {@code check}: reports all settings with which the server would not start, and its warnings. It creates the
 * server's beans as a start does, but opens no port and no connection.
 */
final class CheckCommand implements DiagnosticCommand {

    /** Keeps the beans of the database from connecting to it. */
    private static final Map<String, Object> WITHOUT_DATABASE = Map.of(
            "spring.flyway.enabled", "false",
            "spring.sql.init.mode", "never",
            "spring.jpa.hibernate.ddl-auto", "none",
            "spring.jpa.properties.[hibernate.boot.allow_jdbc_metadata_access]", "false",
            "spring.jpa.properties.[jakarta.persistence.database-product-name]", "PostgreSQL");

    @Override
    public String name() {
        return "check";
    }

    @Override
    public String summary() {
        return "checks all settings without starting the server. It connects neither to the database nor to other servers";
    }

    @Override
    public boolean run(Environment settings, Map<String, String> options, Consumer<String> out) {
        ConfigurableEnvironment environment = (ConfigurableEnvironment) settings;
        List<String> warnings = new ArrayList<>(SettingsCheck.warnings(environment));
        Set<String> errors = new LinkedHashSet<>();
        if (!environment.getProperty("spring.datasource.url", "").startsWith("jdbc:")) {
            errors.add("No database is configured. Set DATABASE_URL to postgres://user:password@host:5432/database.");
        }
        environment.getPropertySources().addFirst(new MapPropertySource("withoutDatabase", WITHOUT_DATABASE));
        try (AnnotationConfigApplicationContext context = new UnstartedContext()) {
            context.setEnvironment(environment);
            context.getBeanFactory().setConversionService(new ApplicationConversionService());
            context.register(Storelatch.class);
            context.refresh();
            errors(context).forEach(errors::add);
            if (errors.isEmpty()) {
                warnings.addAll(context.getBean(StartupCheck.class).warnings());
            }
        }
        errors.forEach(error -> out.accept("ERROR    " + error));
        warnings.forEach(warning -> out.accept("WARNING  " + warning));
        out.accept("%s (errors: %d, warnings: %d)."
                .formatted(
                        errors.isEmpty() ? "The server can start with these settings" : "The server would not start",
                        errors.size(),
                        warnings.size()));
        return errors.isEmpty();
    }

    /** Knows the server's beans, and creates those that are asked for. */
    private static final class UnstartedContext extends AnnotationConfigApplicationContext {

        @Override
        protected void finishBeanFactoryInitialization(ConfigurableListableBeanFactory beanFactory) {
            // Would create all of them, and stop at the first one that fails.
        }

        @Override
        protected void finishRefresh() {
            // Would start the queues.
        }
    }

    /** Beans that need a web server cannot be created here, and are no problem of the settings. */
    private static Stream<String> errors(AnnotationConfigApplicationContext context) {
        List<FailureAnalyzer> analyzers = SpringFactoriesLoader.forDefaultResourceLocation()
                .load(
                        FailureAnalyzer.class,
                        ArgumentResolver.of(BeanFactory.class, context.getBeanFactory())
                                .and(Environment.class, context.getEnvironment()));
        return Stream.of(context.getBeanDefinitionNames())
                .filter(name -> isOurs(context.getType(name)))
                .flatMap(name -> refusal(context, name).stream())
                .flatMap(refusal -> analyzers.stream()
                        .flatMap(analyzer -> Optional.ofNullable(analyzer.analyze(refusal)).stream())
                        .limit(1))
                .map(CheckCommand::line);
    }

    private static boolean isOurs(@Nullable Class<?> type) {
        return type != null && type.getName().startsWith(Storelatch.class.getPackageName());
    }

    private static Optional<Throwable> refusal(AnnotationConfigApplicationContext context, String name) {
        try {
            context.getBean(name);
            return Optional.empty();
        } catch (BeansException failure) {
            return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                    .filter(cause ->
                            cause instanceof StartupException || cause instanceof ConfigurationPropertiesBindException)
                    .findFirst();
        }
    }

    private static String line(FailureAnalysis analysis) {
        return "%s %s"
                .formatted(analysis.getDescription(), Objects.toString(analysis.getAction(), ""))
                .replaceAll("\\s+", " ")
                .strip();
    }
}
