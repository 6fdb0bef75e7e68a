package dev.storelatch.customer;

import dev.storelatch.core.Failure;
import dev.storelatch.order.Orders;
import dev.storelatch.request.Paging;
import java.util.List;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.stereotype.Service;

/** Lists customers for administrators. */
@Service
class CustomerList {

    /** A table of this size is read as a whole by a search; it has about 20,000 customers. */
    static final long SMALL_TABLE_BYTES = 4 * 1024 * 1024;

    private final CustomerListRepository customers;
    private final CustomerIndexRepository indexes;
    private final CustomerRelations relations;
    private final Orders orders;

    CustomerList(
            CustomerListRepository customers,
            CustomerIndexRepository indexes,
            CustomerRelations relations,
            Orders orders) {
        this.customers = customers;
        this.indexes = indexes;
        this.relations = relations;
        this.orders = orders;
    }

    /**
     * A page of customers.
     *
     * @param count the number of customers before paging, see {@link CustomerListRepository#count}
     */
    record Page(List<CustomerView> customers, long count) {}

    private record Found(List<Customer> customers, long count) {}

    /** @throws Failure.InvalidData if the database would need too long */
    Page page(CustomerListQuery query) {
        try {
            Found found = search(query, filter(query));
            return new Page(
                    relations.show(
                            found.customers(), query.shown(), query.filter().groups()),
                    found.count());
        } catch (QueryTimeoutException e) {
            throw new Failure.InvalidData(
                    "the list takes more than %d seconds to read; search for more of the text, or change filters or order"
                            .formatted(CustomerListRepository.TIMEOUT.toSeconds()));
        }
    }

    private CustomerFilter filter(CustomerListQuery query) {
        Integer orderNumber = query.orderNumber();
        return orderNumber == null ? query.filter() : query.filter().among(orders.customersOf(orderNumber));
    }

    /**
     * Searches a small table for texts that contain what is searched for, as Medusa does. In a large one it first looks for
     * texts that begin with it, which indexes find at once, and for others only if there are none.
     */
    private Found search(CustomerListQuery query, CustomerFilter filter) {
        String text = query.search();
        if (text == null) {
            return find(query, filter, CustomerSearch.NONE);
        }
        if (customers.tableBytes() <= SMALL_TABLE_BYTES) {
            return find(query, filter, CustomerSearch.contains(text));
        }
        Found found = find(query, filter, CustomerSearch.prefix(text));
        return found.count() == 0 && CustomerSearch.hasTrigram(text) && indexes.hasTrigramIndex()
                ? find(query, filter, CustomerSearch.contains(text))
                : found;
    }

    /** A page that is not full shows how many customers there are. */
    private Found find(CustomerListQuery query, CustomerFilter filter, CustomerSearch search) {
        Paging paging = query.paging();
        List<Customer> page = customers.find(filter, search, query.order(), paging);
        boolean last = page.size() < paging.rows() && (!page.isEmpty() || paging.firstRow() == 0);
        return new Found(page, last ? paging.firstRow() + page.size() : customers.count(filter, search));
    }
}
