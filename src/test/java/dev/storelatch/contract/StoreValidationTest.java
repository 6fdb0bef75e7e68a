package dev.storelatch.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.storelatch.support.Api;
import dev.storelatch.support.RawHttp;
import dev.storelatch.support.ServerTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Validation of the requests of a logged-in customer, one line for each refusal. */
@ServerTest
class StoreValidationTest {

    private static final String ME = "/store/customers/me";
    private static final String ADDRESSES = "/store/customers/me/addresses";
    private static final String HOME = """
            {"address":{"first_name":"Dora","last_name":"Explorer","address_1":"Jungle 1","city":"Rain",\
            "country_code":"DK","postal_code":"1234"}}""";

    @Autowired
    Api api;

    @Autowired
    JdbcClient jdbc;

    private String token;

    @BeforeEach
    void registerACustomer() {
        token = api.token(api.register());
        jdbc.sql("""
                insert into country (id, iso_2, iso_3, num_code, name, display_name)
                values (1, 'dk', 'dnk', 208, 'DENMARK', 'Denmark'), (2, 'us', 'usa', 840, 'UNITED STATES', 'United States')
                on conflict do nothing
                """).update();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[] | an unknown value was passed to the validate function",
                "{\"first_name\":1,\"last_name\":[],\"phone\":{}} | first_name must be a string, last_name must be a string, phone must be a string",
                "{\"phone\":1,\"password\":2,\"email\":3,\"metadata\":4} | password must be a string, phone must be a string, email must be an email, metadata must be an object",
                "{\"first_name\":true} | first_name must be a string",
                "{\"password\":12345678} | password must be a string",
                "{\"password\":[\"long enough\"]} | password must be a string",
                "{\"email\":\"\"} | email must be an email",
                "{\"email\":\"x\"} | email must be an email",
                "{\"email\":[\"a@example.com\"]} | email must be an email",
                "{\"email\":null} | Can't insert null value in field email on insert in table customer",
                "{\"metadata\":[]} | metadata must be an object",
                "{\"metadata\":5} | metadata must be an object",
                "{\"metadata\":\"\"} | metadata must be an object",
                "{\"id\":\"cus_1\"} | property id should not exist",
                "{\"has_account\":false} | property has_account should not exist",
                "{\"password_hash\":\"x\"} | property password_hash should not exist",
                "{\"created_at\":\"2020-01-01\"} | property created_at should not exist",
                "{\"billing_address_id\":\"addr_1\"} | property billing_address_id should not exist",
                "{\"b\":1,\"first_name\":1,\"a\":2} | property b should not exist, property a should not exist, first_name must be a string"
            })
    void aChangeOfTheProfileIsRefused(String body, String message) {
        assertRefused(post(ME, body), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "5 | 5 | an unknown value was passed to the validate function",
                "true | true | an unknown value was passed to the validate function",
                "{\"foo\":1} | [object Object] | property foo should not exist",
                "{\"city\":5} | [object Object] | city must be a string",
                "{\"metadata\":\"x\"} | [object Object] | metadata must be an object"
            })
    void aBillingAddressIsAnIdOrAnAddress(String sent, String printed, String mistake) {
        assertRefused(
                post(ME, "{\"billing_address\":" + sent + "}"),
                "{\"message\":\"billing_address must be one of: AddressPayload,String\",\"details\":{\"String\":"
                        + "[\"String validation failed: " + printed + " is not a string\"],\"AddressPayload\":[\""
                        + mistake + "\"]}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{} | nested property address must be either object or array",
                "{\"address\":null} | nested property address must be either object or array",
                "{\"address\":\"x\"} | nested property address must be either object or array",
                "{\"address\":5} | nested property address must be either object or array",
                "{\"address\":[]} | address must be an object",
                "{\"address\":{}} | first_name must be a string, last_name must be a string, address_1 must be a string, city must be a string, country_code must be a string, postal_code must be a string",
                "{\"city\":\"flat\",\"address_1\":\"body\"} | property city should not exist, property address_1 should not exist",
                "{\"address\":{\"first_name\":\"\",\"last_name\":\"\",\"address_1\":\"\",\"city\":5,\"country_code\":\"dk\",\"postal_code\":\"\",\"phone\":1,\"province\":[]}} | phone must be a string, city must be a string, province must be a string",
                "{\"address\":{\"id\":\"addr_1\",\"first_name\":\"\",\"last_name\":\"\",\"address_1\":\"\",\"city\":\"\",\"country_code\":\"dk\",\"postal_code\":\"\"}} | property id should not exist",
                "{\"address\":{\"first_name\":null,\"last_name\":\"\",\"address_1\":\"\",\"city\":\"\",\"country_code\":\"dk\",\"postal_code\":\"\"}} | first_name must be a string",
                "{\"extra\":1,\"address\":{\"first_name\":\"\",\"last_name\":\"\",\"address_1\":\"\",\"city\":\"\",\"country_code\":\"dk\",\"postal_code\":\"\"}} | property extra should not exist"
            })
    void aNewAddressIsRefused(String body, String message) {
        assertRefused(post(ADDRESSES, body), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"city\":5} | city must be a string",
                "{\"metadata\":\"x\"} | metadata must be an object",
                "{\"metadata\":[1]} | metadata must be an object",
                "{\"foo\":1} | property foo should not exist",
                "{\"customer_id\":\"cus_1\"} | property customer_id should not exist",
                "{\"address\":{\"city\":\"wrapped\"}} | property address should not exist"
            })
    void aChangeOfAnAddressIsRefused(String body, String message) {
        assertRefused(post(ADDRESSES + "/" + addHome(), body), message);
    }

    @ParameterizedTest
    @CsvSource({
        "zz, Country with country_code zz does not exist.",
        "DNK, Country with country_code dnk does not exist.",
        "'', null"
    })
    void anUnknownCountryIsNotFound(String code, String message) {
        assertNotFound(post(ADDRESSES, HOME.replace("DK", code)), message);
        assertNotFound(post(ADDRESSES + "/" + addHome(), "{\"country_code\":\"" + code + "\"}"), message);
        assertNotFound(post(ME, "{\"billing_address\":{\"country_code\":\"" + code + "\"}}"), message);
    }

    @Test
    void somebodyElsesAddressIsNeverTouched() {
        String id = addHome();
        String owner = token;
        token = api.token(api.register());

        for (String other : new String[] {id, "addr_nope", "x"}) {
            assertRefused(
                    post(ADDRESSES + "/" + other, "{\"city\":\"Stolen\"}"), "Could not find address for customer");
            assertNotFound(
                    post(ME, "{\"billing_address\":\"" + other + "\"}"), "Address with id " + other + " was not found");
            delete(ADDRESSES + "/" + other).then().statusCode(200).body("customer.shipping_addresses", empty());
        }

        token = owner;
        me().body("customer.shipping_addresses[0].city", equalTo("Rain"));
    }

    @Test
    void aDeletedAddressIsGoneAndMayBeDeletedAgain() {
        String id = addHome();

        for (int i = 0; i < 2; i++) {
            delete(ADDRESSES + "/" + id).then().statusCode(200).body("customer.shipping_addresses", empty());
        }
        assertRefused(post(ADDRESSES + "/" + id, "{\"city\":\"Back\"}"), "Could not find address for customer");
    }

    @Test
    void theSameAddressIsAddedOnceIfNothingIsLeftOut() {
        String full = HOME.replace(
                "}}",
                ",\"address_2\":null,\"phone\":\"+1\",\"province\":null,\"company\":\"A\",\"metadata\":{\"k\":1}}}");
        String elsewhere = full.replace("\"A\"", "\"B\"").replace("\"k\"", "\"l\"");

        post(ADDRESSES, full);
        post(ADDRESSES, elsewhere)
                .then()
                .body("customer.shipping_addresses.size()", equalTo(1))
                .body("customer.shipping_addresses[0].company", equalTo("A"));
        post(ADDRESSES, HOME);
        post(ADDRESSES, HOME).then().body("customer.shipping_addresses.size()", equalTo(3));
    }

    @Test
    void anAddressKeepsWhatIsLeftOutAndItsMetadataIsReplaced() {
        String id = addHome();

        post(ADDRESSES + "/" + id, "{\"metadata\":{\"a\":1},\"address_2\":\"2\"}");
        post(ADDRESSES + "/" + id, "{\"metadata\":{\"b\":2},\"first_name\":null,\"country_code\":\"US\"}")
                .then()
                .statusCode(200)
                .body("customer.shipping_addresses[0].metadata", equalTo(Map.of("b", 2)))
                .body("customer.shipping_addresses[0].first_name", nullValue())
                .body("customer.shipping_addresses[0].address_2", equalTo("2"))
                .body("customer.shipping_addresses[0].country_code", equalTo("us"));
    }

    @Test
    void metadataOfANewAddressIsAnythingAtAll() {
        for (String metadata : new String[] {"\"text\"", "5", "[1,2]", "true", "null", "{\"a\":{\"b\":null}}"}) {
            String body = HOME.replace("}}", ",\"metadata\":" + metadata + "}}");
            assertThat(post(ADDRESSES, body).asString()).contains("\"metadata\":" + metadata);
        }
    }

    @Test
    void metadataOfACustomerIsMergedKeyByKey() {
        post(ME, "{\"metadata\":{\"a\":\"1\",\"b\":2,\"c\":{\"d\":null},\"e\":true}}");

        assertMetadata("{\"a\":\"\",\"b\":null,\"f\":[1]}", "{\"b\":null,\"c\":{\"d\":null},\"e\":true,\"f\":[1]}");
        assertMetadata("{\"c\":{\"x\":1}}", "{\"b\":null,\"c\":{\"x\":1},\"e\":true,\"f\":[1]}");
        assertMetadata("{}", "{\"b\":null,\"c\":{\"x\":1},\"e\":true,\"f\":[1]}");
        assertMetadata("null", "{\"b\":null,\"c\":{\"x\":1},\"e\":true,\"f\":[1]}");
    }

    @Test
    void nullAndTheEmptyTextAreStored() {
        post(ME, "{\"first_name\":\"\",\"last_name\":\"\",\"phone\":\"\"}")
                .then()
                .body("customer.first_name", equalTo(""))
                .body("customer.phone", equalTo(""));
        post(ME, "{\"first_name\":null,\"last_name\":null,\"phone\":null}")
                .then()
                .body("customer.first_name", nullValue())
                .body("customer.phone", nullValue());
    }

    @Test
    void aRequestThatChangesNothingLeavesTheTimeOfTheChange() {
        String before = me().extract().path("customer.updated_at");

        for (String nothing : new String[] {
            "{}", "", "{\"metadata\":{}}", "{\"metadata\":null}", "{\"password\":\"\"}", "{\"password\":null}"
        }) {
            post(ME, nothing).then().statusCode(200).body("customer.updated_at", equalTo(before));
        }
    }

    @Test
    void aBillingAddressIsMadeThenEditedInPlaceThenUnset() {
        post(ME, "{\"billing_address\":{\"address_1\":\"Bill st\",\"country_code\":\"US\"}}");
        String made = me().body("customer.billing_address.country_code", equalTo("us"))
                .body("customer.billing_address.customer_id", nullValue())
                .body("customer.shipping_addresses", empty())
                .extract()
                .path("customer.billing_address.id");
        String changed = me().extract().path("customer.updated_at");

        post(ME, "{\"billing_address\":{\"city\":\"Partial\"}}")
                .then()
                .body("customer.billing_address.id", equalTo(made))
                .body("customer.billing_address.address_1", equalTo("Bill st"))
                .body("customer.billing_address.city", equalTo("Partial"))
                .body("customer.updated_at", equalTo(changed));
        post(ME, "{\"billing_address\":{}}").then().body("customer.billing_address.id", equalTo(made));
        post(ME, "{\"billing_address\":\"" + made + "\"}").then().statusCode(200);
        post(ME, "{\"billing_address\":null}")
                .then()
                .body("customer.billing_address", nullValue())
                .body("customer.billing_address_id", nullValue());
    }

    @Test
    void ownAddressMayBecomeTheBillingAddress() {
        String home = addHome();

        post(ME, "{\"billing_address\":\"" + home + "\"}")
                .then()
                .body("customer.billing_address_id", equalTo(home))
                .body("customer.shipping_addresses[0].id", equalTo(home));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "limit=abc | limit must be a number conforming to the specified constraints",
                "offset=abc | offset must be a number conforming to the specified constraints",
                "limit[]=1 | limit must be a number conforming to the specified constraints",
                "limit=1&limit=2 | limit must be a number conforming to the specified constraints",
                "status=bogus | each value in status must be one of the following values: pending, completed, archived, canceled, requires_action",
                "status= | each value in status must be one of the following values: pending, completed, archived, canceled, requires_action",
                "status=pending,completed | each value in status must be one of the following values: pending, completed, archived, canceled, requires_action",
                "status[]=pending,bogus | each value in status must be one of the following values: pending, completed, archived, canceled, requires_action",
                "created_at=2020-01-01 | nested property created_at must be either object or array",
                "updated_at[lt]=x | lt must be a Date instance",
                "canceled_at[bogus]=2020-01-01 | property bogus should not exist",
                "fields[]=id | fields must be a string",
                "expand[]=items | expand must be a string",
                "q[]=a | q must be a string",
                "order=created_at | property order should not exist",
                "customer_id=cus_1 | property customer_id should not exist",
                "foo=bar&status=x&limit=y | property foo should not exist, each value in status must be one of the following values: pending, completed, archived, canceled, requires_action, limit must be a number conforming to the specified constraints"
            })
    void aQueryForOrdersIsRefused(String query, String message) {
        RawHttp.Response answer = orders(query);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"type\":\"invalid_data\",\"message\":\"" + message + "\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limit=-1 | limit",
                "offset=-1 | offset",
                "display_id=abc | display_id",
                "fields=bogus | bogus",
                "expand=bogus | bogus",
                "expand=items.bogus | bogus",
                "q=%00 | q"
            })
    void aQueryThatFailsInMedusaIsRefusedByName(String query, String named) {
        RawHttp.Response answer = orders(query);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body())
                .startsWith("{\"type\":\"invalid_data\",\"message\":")
                .contains(named);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limit=1.5 | 0 | 1.5",
                "limit=1e1 | 0 | 10",
                "limit= | 0 | 100",
                "limit=0 | 0 | 100",
                "limit=1000 | 0 | 100",
                "offset= | 0 | 10",
                "limit=3&offset=2 | 2 | 3",
                "status[]=pending,completed | 0 | 10",
                "status[0]=pending&status[1]=canceled | 0 | 10",
                "payment_status=captured&fulfillment_status[]=shipped | 0 | 10",
                "created_at[gt]=1577836800&created_at[lte]=2030-01-01 | 0 | 10",
                "q=a&fields=-email,%2Bmetadata&expand=billing_address | 0 | 10",
                "q=%27%25_ | 0 | 10"
            })
    void aQueryForOrdersIsAnsweredWithItsEffectiveValues(String query, String offset, String limit) {
        assertThat(orders(query).body())
                .isEqualTo("{\"orders\":[],\"count\":0,\"offset\":%s,\"limit\":%s}".formatted(offset, limit));
    }

    private RawHttp.Response orders(String query) {
        return new RawHttp(api.port())
                .send("GET", ME + "/orders?" + query, Map.of("Authorization", "Bearer " + token), "");
    }

    private String addHome() {
        return post(ADDRESSES, HOME).path("customer.shipping_addresses[-1].id");
    }

    private Response post(String path, String body) {
        return api.bearer(token).contentType(ContentType.JSON).body(body).post(path);
    }

    private Response delete(String path) {
        return api.bearer(token).delete(path);
    }

    private ValidatableResponse me() {
        return api.bearer(token).get(ME).then().statusCode(200);
    }

    private void assertMetadata(String change, String stored) {
        assertThat(post(ME, "{\"metadata\":" + change + "}").asString())
                .contains("\"metadata\":" + stored + ",\"billing_address\"");
    }

    private static void assertRefused(Response response, String message) {
        response.then().statusCode(400).body("type", equalTo("invalid_data")).body("message", equalTo(message));
    }

    private static void assertNotFound(Response response, String message) {
        response.then().statusCode(404).body("type", equalTo("not_found")).body("message", equalTo(message));
    }
}
