package dev.storelatch.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.CaseFormat;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RuleTest {

    @ParameterizedTest
    @EnumSource
    void everyRuleHasATestOfItsName(Rule rule) {
        String name = CaseFormat.UPPER_UNDERSCORE.to(CaseFormat.LOWER_CAMEL, rule.name());

        assertThat(Stream.of(SettingRulesTest.class, ProbeTest.class)
                        .flatMap(tests -> Arrays.stream(tests.getDeclaredMethods()))
                        .map(Method::getName))
                .contains(name);
    }
}
