package dev.storelatch;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.persistence.Entity;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.stereotype.Repository;

/** The walls between the rooms, and the few habits that a review would miss. */
@AnalyzeClasses(packages = "dev.storelatch", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @Test
    void modulesDependOnlyOnTheirAllowedDependencies() {
        ApplicationModules.of(Storelatch.class).verify();
    }

    @ArchTest
    static final ArchRule entitiesAndRepositoriesArePackagePrivate = classes()
            .that()
            .areAnnotatedWith(Entity.class)
            .or()
            .areAnnotatedWith(Repository.class)
            .should()
            .bePackagePrivate();

    @ArchTest
    static final ArchRule onlyTheWebLayerAndTheSessionCookieUseTheServletApi = noClasses()
            .that()
            .resideOutsideOfPackages("dev.storelatch.web", "dev.storelatch.session")
            .should()
            .dependOnClassesThat(resideInAnyPackage("jakarta.servlet.."));

    @ArchTest
    static final ArchRule timeIsGivenNotTaken = noClasses()
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
    static final ArchRule onlyTheApplicationNamesTheSystemClock = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(Storelatch.class.getName())
            .should()
            .callMethod(Clock.class, "systemUTC");

    @ArchTest
    static final ArchRule nothingIsInjectedIntoFields = fields().should().notBeAnnotatedWith(Autowired.class);
}
