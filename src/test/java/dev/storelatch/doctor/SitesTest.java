package dev.storelatch.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SitesTest {

    private final Sites sites = new Sites();

    @ParameterizedTest
    @CsvSource({
        "https://shop.com, https://shop.com, SAME_ORIGIN",
        "https://www.shop.com, https://api.shop.com, SAME_SITE",
        "https://shop.com, https://api.eu.shop.com:8443, SAME_SITE",
        "https://www.shop.co.uk, https://api.shop.co.uk, SAME_SITE",
        "https://shop.co.uk, https://api.co.uk, CROSS_SITE",
        "https://www.shop.com, https://api.backend.com, CROSS_SITE",
        "https://my-shop.vercel.app, https://my-api.vercel.app, CROSS_SITE",
        "https://a.shop.vercel.app, https://b.shop.vercel.app, SAME_SITE",
        "http://www.shop.com, https://api.shop.com, SCHEMES_DIFFER",
        "http://localhost:8000, http://localhost:9000, SAME_SITE",
        "http://localhost:8000, http://127.0.0.1:9000, CROSS_SITE",
        "http://127.0.0.1:8000, http://127.0.0.1:9000, SAME_SITE",
        "http://127.0.0.1:8000, http://127.0.0.2:9000, CROSS_SITE",
        "http://10.0.0.1, http://11.0.0.1, CROSS_SITE",
        "http://[::1]:8000, http://[::1]:9000, SAME_SITE",
        "http://shop.localhost:8000, http://api.localhost:9000, CROSS_SITE",
        "http://shop.local, http://api.shop.local, SAME_SITE",
        "http://shop.local, http://api.local, CROSS_SITE",
        "http://intranet:8000, http://intranet:9000, SAME_SITE",
        "https://www.bücher.example, https://api.xn--bcher-kva.example, SAME_SITE",
        "https://www.city.kawasaki.jp, https://api.city.kawasaki.jp, SAME_SITE"
    })
    void thePublicSuffixListDecides(String page, String server, Sites.Relation relation) {
        assertThat(sites.relation(WebOrigin.parse(page), WebOrigin.parse(server)))
                .isEqualTo(relation);
    }

    @Test
    void namesThatAHostingCompanyGivesAreRecognised() {
        assertThat(sites.hostingSuffix(WebOrigin.parse("https://my-shop.vercel.app")))
                .contains("vercel.app");
        assertThat(sites.hostingSuffix(WebOrigin.parse("https://www.shop.com"))).isEmpty();
        assertThat(sites.hostingSuffix(WebOrigin.parse("http://127.0.0.1"))).isEmpty();
    }

    /** An update of the HTTP client must not lose the list, without which every domain would be a site. */
    @Test
    void theListIsBundledAndHasADate() {
        assertThat(Sites.listDate()).matches("20\\d\\d-\\d\\d-\\d\\d");
        assertThat(sites.isPublicSuffix("co.uk")).isTrue();
        assertThat(sites.isPublicSuffix("shop.co.uk")).isFalse();
    }
}
