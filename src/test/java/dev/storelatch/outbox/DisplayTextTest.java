package dev.storelatch.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DisplayTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ada",
                "Jean-Luc",
                "O'Neil",
                "D\u2019Arcy",
                "Mar\u00eda del Carmen",
                "Dr. Smith",
                "J. R. R. Tolkien",
                "\u674e\u5c0f\u9f99",
                "\u0410\u043d\u043d\u0430",
                "Zoe\u0308",
                "\u0e2a\u0e38\u0e20\u0e32\u0e1e\u0e23"
            })
    void namesAreShown(String name) {
        assertThat(DisplayText.name(name)).contains(name);
    }

    @Test
    void surroundingSpaceIsRemoved() {
        assertThat(DisplayText.name(" Ada\n")).contains("Ada");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "evil.com",
                "Ada.evil",
                "www evil.com",
                "evil\u2024com",
                "evil\u3002com",
                "http://evil",
                "eve@example",
                "+49 30 1234",
                "Ada\nEve",
                "Ada\tEve",
                "Ada\u00a0Eve",
                "Ada\u0000",
                "Ada\u200bEve",
                "\u202eadA",
                "Ada\u0301\u0301\u0301\u0301",
                "-Ada",
                "Ada-",
                "Ada--Eve",
                "Click here to win now",
                "Click-here-to-win-now",
                "Abcdefghijklmnopqrstuvwxyzabcdefghijklmno"
            })
    void otherTextsAreLeftOut(String text) {
        assertThat(DisplayText.name(text)).isEmpty();
    }

    @Test
    void missingNameIsLeftOut() {
        assertThat(DisplayText.name(null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada@example.com", "Ada.L_1+shop@mail-1.example.co.uk", "a@xn--bcher-kva.example"})
    void usualAddressesAreShown(String address) {
        assertThat(DisplayText.email(address)).contains(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.com/win@example.com",
                "\"visit evil.com\"@example.com",
                "a=b@example.com",
                "a..b@example.com",
                "ada@b\u00fccher.example",
                "abcdefghijklmnopqrstuvwxyz.abcdefghijklmnopqrstuvwxyz@example.com"
            })
    void unusualAddressesAreLeftOut(String address) {
        assertThat(DisplayText.email(address)).isEmpty();
    }
}
