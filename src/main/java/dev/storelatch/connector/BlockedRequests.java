package dev.storelatch.connector;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Requests that occupy a thread while they wait for the client, oldest first. If there are too many, the oldest is ended:
 * it has had the most time, and a client that sends its request at once never waits here.
 */
final class BlockedRequests {

    private final int max;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Request> requests = new LinkedHashSet<>();

    /** @param max the number of requests that may wait at the same time */
    BlockedRequests(int max) {
        this.max = max;
    }

    /** A request that waits for its client. */
    interface Request {

        /** Ends the wait. Is called by another thread than that of the request. */
        void shed();
    }

    /** Adds a request that is about to wait, and ends the oldest one if there are too many. */
    void add(Request request) {
        Request oldest = null;
        lock.lock();
        try {
            requests.add(request);
            if (requests.size() > max) {
                Iterator<Request> inOrder = requests.iterator();
                oldest = inOrder.next();
                inOrder.remove();
            }
        } finally {
            lock.unlock();
        }
        if (oldest != null) {
            oldest.shed();
        }
    }

    /** Removes a request whose wait is over. */
    void remove(Request request) {
        lock.lock();
        try {
            requests.remove(request);
        } finally {
            lock.unlock();
        }
    }
}
