package dev.storelatch;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.have;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.storelatch.command.CommandLine;
import dev.storelatch.command.MaintenanceCommand;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.stereotype.Controller;
import org.springframework.stereotype.Repository;

/** Dependencies between the modules, and rules that a review could miss. */
@AnalyzeClasses(packages = "dev.storelatch", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final int MOST_PARAMETERS = 6;
    private static final Pattern SECRET = Pattern.compile("(?i).*(password|hash|token|secret).*");

    /** Its component {@code passwordReset} is a URL, in which the token is a placeholder. */
    private static final String LINK_TEMPLATES = "dev.storelatch.recovery.LinkSettings";

    /** Types besides repositories and commands that may use the database, each with a reason. */
    private static final Set<String> DATABASE_ACCESS = Set.of(
            // Starts a command and passes the database on to it.
            CommandLine.class.getName(),
            MaintenanceCommand.class.getName(),
            // Pass the database of a command on to a repository.
            "dev.storelatch.link.OfflineLinks",
            "dev.storelatch.throttle.LoginWaits",
            // Inserts the demo shop, in the local run only.
            "dev.storelatch.local.DemoShop",
            // Passes the database on to Spring Session's repository.
            "dev.storelatch.session.SessionConfiguration");

    @Test
    void modulesUseOnlyTheirAllowedDependencies() {
        ApplicationModules.of(Storelatch.class).verify();
    }

    @ArchTest
    static final ArchRule onlyRepositoriesUseTheDatabase = noClasses()
            .that(describe(
                    "are no repositories and no commands",
                    type -> !type.getName().matches(".*(Repository|Command)(\\$.*)?")
                            && !DATABASE_ACCESS.contains(type.getName().replaceFirst("\\$.*", ""))))
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(JdbcClient.class, JdbcTemplate.class, EntityManager.class);

    @ArchTest
    static final ArchRule controllersRepositoriesEntitiesAndSettingsArePackagePrivate = classes()
            .that()
            .areMetaAnnotatedWith(Controller.class)
            .or()
            .areMetaAnnotatedWith(Repository.class)
            .or()
            .haveSimpleNameEndingWith("Repository")
            .or()
            .areAnnotatedWith(Entity.class)
            .or()
            .areAnnotatedWith(ConfigurationProperties.class)
            .should()
            .bePackagePrivate();

    /** {@code crypto.Secret} is not text: its own toString is redacted. */
    @ArchTest
    static final ArchRule recordsWithSecretsDeclareToString = classes()
            .that(describe(
                    "are records with text for a password, hash, token or secret",
                    type -> type.isRecord()
                            && !type.getName().equals(LINK_TEMPLATES)
                            && type.getFields().stream().anyMatch(ArchitectureTest::isSecretText)))
            .should(have(describe("a toString of their own", RecordToString::isDeclared)));

    @ArchTest
    static final ArchRule constructorsHaveAtMostSixParameters = constructors()
            .that()
            .areDeclaredInClassesThat(describe("are no records", type -> !type.isRecord()))
            .should(have(describe(
                    "at most " + MOST_PARAMETERS + " parameters",
                    constructor -> parameters(constructor) <= MOST_PARAMETERS)));

    @ArchTest
    static final ArchRule onlyTheWebModuleUsesTheServletApi = noClasses()
            .that()
            .resideOutsideOfPackage("dev.storelatch.web")
            .should()
            .dependOnClassesThat(resideInAnyPackage("jakarta.servlet.."));

    @ArchTest
    static final ArchRule timeComesFromTheInjectedClock = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(OffsetDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule onlyTheApplicationCreatesTheSystemClock = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(Storelatch.class.getName())
            .should()
            .callMethod(Clock.class, "systemUTC");

    /** ASVS 11.2.4: {@link java.security.MessageDigest#isEqual} takes as long whatever the bytes are. */
    @ArchTest
    static final ArchRule bytesAreComparedInConstantTime = noClasses()
            .should()
            .callMethod(Arrays.class, "equals", byte[].class, byte[].class)
            .orShould()
            .callMethod(Arrays.class, "mismatch", byte[].class, byte[].class)
            .orShould()
            .callMethod(Arrays.class, "compare", byte[].class, byte[].class);

    @ArchTest
    static final ArchRule fieldsAreNotInjected = fields().should().notBeAnnotatedWith(Autowired.class);

    private static boolean isSecretText(JavaField component) {
        return !component.getModifiers().contains(JavaModifier.STATIC)
                && SECRET.matcher(component.getName()).matches()
                && component.getType().getAllInvolvedRawTypes().stream()
                        .anyMatch(type -> type.isEquivalentTo(String.class)
                                || type.isEquivalentTo(char.class)
                                || type.isEquivalentTo(byte.class));
    }

    /** An enum's constructor has the name and the ordinal before the declared parameters. */
    private static int parameters(JavaConstructor constructor) {
        int all = constructor.getRawParameterTypes().size();
        return constructor.getOwner().isEnum() ? all - 2 : all;
    }
}
