package dev.storelatch.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.storelatch.core.Failure;
import dev.storelatch.order.Condition.Operator;
import dev.storelatch.request.BracketedQuery;
import dev.storelatch.request.QueryString;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parses and validates the query parameters of the order list. */
class OrderQueryTest {

    private static final String NUMBER = " must be a number conforming to the specified constraints";
    private static final String STATUS =
            "each value in status must be one of the following values: pending, completed, archived, canceled, requires_action";

    @ParameterizedTest
    @CsvSource({
        "foo=1&order=a&foo=2, 'property foo should not exist, property order should not exist'",
        "limit=abc, limit" + NUMBER,
        "limit[]=1, limit" + NUMBER,
        "limit=1&limit=2, limit" + NUMBER,
        "limit=Infinity, limit" + NUMBER,
        "limit=-1, limit must not be less than 0",
        "offset=-0.5, offset must not be less than 0",
        "status=bogus, '" + STATUS + "'",
        "status=, '" + STATUS + "'",
        "'status=completed,canceled', '" + STATUS + "'",
        "status[21]=pending, '" + STATUS + "'",
        "status[a]=pending, '" + STATUS + "'",
        "status[0][a]=pending, '" + STATUS + "'",
        "id[]=a, id must be a string",
        "email=a&email=b, email must be a string",
        "q=, q should not be empty",
        "q=a%00b, q must not contain NUL characters",
        "cart_id=%00, cart_id must not contain NUL characters",
        "display_id=abc, display_id must be an integer number",
        "display_id=99999999999, display_id must be an integer number",
        "tax_rate=x, tax_rate" + NUMBER,
        "created_at=2020-01-01, nested property created_at must be either object or array",
        "created_at[]=2020-01-01, each value in nested property created_at must be either object or array",
        "created_at[bogus]=1, property bogus should not exist",
        "created_at[gt]=garbage, gt must be a Date instance",
        "created_at[gt][x]=2020, gt must be a Date instance",
        "updated_at[lte]=x&updated_at[lt]=y, 'lt must be a Date instance, lte must be a Date instance'",
        "fields[]=id, fields must be a string",
        "'fields=id,bogus', field bogus does not exist",
        "fields=password_hash, field password_hash does not exist",
        "fields=customer.password_hash, field customer.password_hash does not exist",
        "fields=+metadata, field  metadata does not exist",
        "'expand=items.bogus,customer.orders', 'relation items.bogus does not exist, relation customer.orders does not exist'",
        "'limit=abc&expand=x&status=y&foo=z', 'property foo should not exist, " + STATUS + ", limit" + NUMBER
                + ", relation x does not exist'",
    })
    void invalidParametersAreRejected(String query, String message) {
        assertThatExceptionOfType(Failure.InvalidData.class)
                .isThrownBy(() -> parse(query))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 10, 0",
        "limit=&offset=, 100, 0",
        "limit=0, 100, 0",
        "limit=101&offset=7, 100, 7",
        "limit=1e1&offset=0x10, 10, 16",
        "limit=1.5, 1.5, 0",
        "limit=0.2, 1, 0",
        "limit=+3, 3, 0",
        "offset=1e30, 10, 1.0E30",
    })
    void limitAndOffsetAreReadAsJavaScriptNumbers(String query, String limit, String offset) {
        OrderQuery parsed = parse(query.replace("+", "%2B"));

        assertThat(parsed.paging().shownLimit()).hasToString(limit);
        assertThat(parsed.paging().shownOffset()).hasToString(offset);
    }

    @ParameterizedTest
    @CsvSource({
        "status=pending, pending",
        "status[]=pending, pending",
        "'status[]=pending,canceled', 'pending,canceled'",
        "status[]=pending&status[]=canceled, 'pending,canceled'",
        "status[0]=pending&status[1]=canceled, 'pending,canceled'",
        "status[20]=pending, pending",
        "status=pending&status=canceled, 'pending,canceled'",
        "status=pending&status[]=canceled, 'pending,canceled'",
        "status%5B%5D=pending, pending",
    })
    void statusesCanBeSentInSeveralForms(String query, String statuses) {
        assertThat(parse(query).filter().conditions())
                .containsExactly(new Condition("status", Operator.ANY_OF, List.of(statuses.split(",", -1))));
    }

    @ParameterizedTest
    @CsvSource({
        "2020, 2020-01-01T00:00Z",
        "2020-02, 2020-02-01T00:00Z",
        "2020-02-03, 2020-02-03T00:00Z",
        "2020-02-03T04:05, 2020-02-03T04:05Z",
        "2020-02-03 04:05:06, 2020-02-03T04:05:06Z",
        "2020-02-03T04:05:06.789Z, 2020-02-03T04:05:06.789Z",
        "2020-02-03T04:05:06%2B02:00, 2020-02-03T04:05:06+02:00",
        "'Mon, 03 Feb 2020 04:05:06 GMT', 2020-02-03T04:05:06Z",
        "1577836800, 2020-01-01T00:00Z",
        "1577836800.5, 2020-01-01T00:00:00.500Z",
        "'', 1970-01-01T00:00Z",
        "8640000000000, 9999-12-31T00:00Z",
    })
    void datesCanBeSentInSeveralFormats(String date, String time) {
        assertThat(parse("created_at[gte]=" + date).filter().conditions())
                .containsExactly(new Condition("created_at", Operator.GTE, OffsetDateTime.parse(time)));
    }

    @Test
    void fieldsReplaceOrChangeTheDefaults() {
        assertThat(parse("fields=metadata,id").selection().columns())
                .containsExactly("object", "id", "created_at", "tax_rate", "metadata");
        assertThat(parse("fields=%2Bmetadata,-email,-id,-bogus").selection().columns())
                .containsExactly(
                        "object",
                        "id",
                        "created_at",
                        "status",
                        "fulfillment_status",
                        "payment_status",
                        "display_id",
                        "cart_id",
                        "customer_id",
                        "region_id",
                        "currency_code",
                        "tax_rate",
                        "metadata");
        assertThat(parse("fields=%2Bmetadata,email").selection().columns())
                .containsExactly("object", "id", "created_at", "email", "tax_rate", "metadata");
    }

    @Test
    void aNamedTotalIsNotAColumn() {
        OrderSelection selection = parse("fields=total,items.refundable").selection();

        assertThat(selection.totals()).containsExactly("items.refundable", "total");
        assertThat(selection.columns()).containsExactly("object", "id", "created_at", "tax_rate");
    }

    @Test
    void aFieldOfARelationExpandsTheRelation() {
        assertThat(parse("fields=billing_address.city,cart&expand=")
                        .selection()
                        .expansion()
                        .relations())
                .containsKeys("billing_address", "cart")
                .doesNotContainKey("customer");
    }

    @Test
    void aSearchIgnoresTheFiltersEmailAndDisplayId() {
        assertThat(parse("q=x&email=a@example.com&display_id=abc").filter()).isEqualTo(new OrderFilter(List.of(), "x"));
    }

    @Test
    void theTextNullMatchesMissingValues() {
        assertThat(parse("tax_rate=null").filter().conditions()).containsExactly(Condition.isNull("tax_rate"));
    }

    @ParameterizedTest
    @CsvSource({"q=%zz, %zz", "q=a%, a%", "q=%E0%A4%A+b, %E0%A4%A b", "q=a+b, a b", "q=a%2Bb&, a+b", "&&=x&q=a, a"})
    void aMalformedPercentEncodingIsTakenLiterally(String query, String search) {
        assertThat(parse(query).filter().search()).isEqualTo(search);
    }

    private static OrderQuery parse(String query) {
        return OrderQuery.of(BracketedQuery.parse(new QueryString(query)));
    }
}
