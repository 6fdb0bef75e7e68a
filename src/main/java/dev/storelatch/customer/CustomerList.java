package dev.storelatch.customer;

import dev.storelatch.core.Failure;
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

    CustomerList(CustomerListRepository customers, CustomerIndexRepository indexes, CustomerRelations relations) {
        this.customers = customers;
        this.indexes = indexes;
        this.relations = relations;
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
            Found found = search(query);
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

    /**
     * Searches a small table for texts that contain what is searched for, as Medusa does. In a large one it first looks for
     * texts that begin with it, which indexes find at once, and for others only if there are none.
     */
    private Found search(CustomerListQuery query) {
        String text = query.search();
        if (text == null) {
            return find(query, CustomerSearch.NONE);
        }
        if (customers.tableBytes() <= SMALL_TABLE_BYTES) {
            return find(query, CustomerSearch.contains(text));
        }
        Found found = find(query, CustomerSearch.prefix(text));
        return found.count() == 0 && CustomerSearch.hasTrigram(text) && indexes.hasTrigramIndex()
                ? find(query, CustomerSearch.contains(text))
                : found;
    }

    /** A page that is not full shows how many customers there are. */
    private Found find(CustomerListQuery query, CustomerSearch search) {
        Paging paging = query.paging();
        List<Customer> page = customers.find(query.filter(), search, query.order(), paging);
        boolean last = page.size() < paging.rows() && (!page.isEmpty() || paging.firstRow() == 0);
        return new Found(page, last ? paging.firstRow() + page.size() : customers.count(query.filter(), search));
    }
}
