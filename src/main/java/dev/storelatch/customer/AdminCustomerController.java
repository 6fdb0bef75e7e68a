package dev.storelatch.customer;

import dev.storelatch.core.EmailAddress;
import dev.storelatch.request.BracketedQuery;
import dev.storelatch.request.JsonBody;
import dev.storelatch.request.JsonBody.Property;
import dev.storelatch.request.QueryString;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Routes {@code /admin/customers}: customers as administrators see and change them. */
@RestController
@RequestMapping("/admin/customers")
class AdminCustomerController {

    private final CustomerList list;
    private final Customers customers;
    private final CustomerRelations relations;
    private final CustomerAdministration administration;
    private final CustomerLimits limits;

    AdminCustomerController(
            CustomerList list,
            Customers customers,
            CustomerRelations relations,
            CustomerAdministration administration,
            CustomerLimits limits) {
        this.list = list;
        this.customers = customers;
        this.relations = relations;
        this.administration = administration;
        this.limits = limits;
    }

    /** @param count the number of customers before paging; above 10,000 an estimate */
    record ListResponse(List<CustomerView> customers, long count, Number offset, Number limit) {}

    record CustomerResponse(CustomerView customer) {}

    record CreationResponse(Map<String, @Nullable Object> customer) {}

    @GetMapping
    ListResponse list(QueryString parameters) {
        CustomerListQuery query = CustomerListQuery.of(BracketedQuery.parse(parameters));
        CustomerList.Page page = list.page(query);
        return new ListResponse(
                page.customers(),
                page.count(),
                query.paging().shownOffset(),
                query.paging().shownLimit());
    }

    @GetMapping("/{id}")
    CustomerResponse retrieve(@PathVariable String id, QueryString parameters) {
        return show(id, readExpand(parameters));
    }

    @PostMapping
    ResponseEntity<CreationResponse> create(JsonBody body) {
        String email = body.email("email");
        String firstName = body.string("first_name");
        String lastName = body.string("last_name");
        String password = body.string("password");
        Property<String> phone = body.optionalString("phone");
        Property<ObjectNode> metadata = body.optionalObject("metadata");
        body.check();
        Customer customer = administration.create(new CustomerAdministration.Creation(
                new EmailAddress(email), password, firstName, lastName, phone.value(), metadata.value()));
        return ResponseEntity.status(HttpStatus.CREATED)
                .body(new CreationResponse(CreatedCustomer.properties(customer, phone.present(), metadata.present())));
    }

    @PostMapping("/{id}")
    CustomerResponse update(@PathVariable String id, QueryString parameters, JsonBody body) {
        Set<CustomerRelation> expand = readExpand(parameters);
        CustomerChange change = CustomerChange.readByAdministrator(body);
        Set<String> groupIds = GroupIds.read(body);
        body.check();
        limits.checkTexts(change.texts());
        administration.update(id, change, groupIds);
        return show(id, expand);
    }

    private CustomerResponse show(String id, Set<CustomerRelation> expand) {
        Customer customer = customers.profile(id).customer();
        return new CustomerResponse(
                relations.show(List.of(customer), expand, null).get(0));
    }

    private static Set<CustomerRelation> readExpand(QueryString parameters) {
        JsonBody query = new JsonBody(BracketedQuery.parse(parameters));
        Set<CustomerRelation> expand = CustomerRelation.read(query, CustomerRelation.DEFAULT);
        query.optionalString("fields"); // accepted and ignored, as in the contract
        query.check();
        return expand;
    }
}
