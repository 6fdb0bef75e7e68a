package dev.storelatch.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@example.com",
                "ADA+tag@Example.CO.UK",
                "o'quote@example.com",
                "ädä@exämple.com",
                "用户@例子.广告",
                "a/b@example.com",
                "\"quoted local\"@example.com",
                "x@xn--bcher-kva.xn--p1ai",
                "1234567890123456789012345678901234567890123456789012345678901234@example.com"
            })
    void acceptsAddressesOfEveryLanguage(String text) {
        assertThat(EmailAddress.isValid(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "ada",
                "ada@",
                "@example.com",
                "ada@localhost",
                "ada@127.0.0.1",
                "ada@[127.0.0.1]",
                "Ada <ada@example.com>",
                " ada@example.com",
                "ada@example.com ",
                "ada@example.com.",
                "ada@example..com",
                "ada..b@example.com",
                ".ada@example.com",
                "ada@-example.com",
                "ada@example-.com",
                "ada@exa_mple.com",
                "ada@example.c",
                "ada@example.123",
                "ada b@example.com",
                "ada\u0000@example.com",
                "12345678901234567890123456789012345678901234567890123456789012345@example.com",
                "ada@ｅxample.com"
            })
    void refusesOtherTexts(String text) {
        assertThat(EmailAddress.isValid(text)).isFalse();
    }

    @Test
    void isKeptInLowerCaseOfEveryLanguageAndOtherwiseAsTyped() {
        assertThat(new EmailAddress("ÄDA@EXAMPLE.COM ").value()).isEqualTo("äda@example.com ");
    }
}
