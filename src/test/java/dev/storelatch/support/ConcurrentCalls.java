package dev.storelatch.support;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Calls on many threads that start at the same moment. */
public final class ConcurrentCalls {

    private ConcurrentCalls() {}

    public interface Worker<T> {
        T run(int thread) throws Exception;
    }

    /** Returns the result of each call, in their order. */
    public static <T> List<T> run(List<Callable<T>> calls) throws Exception {
        return run(calls.size(), thread -> calls.get(thread).call());
    }

    /** Returns the result of each thread, in their order. */
    public static <T> List<T> run(int threads, Worker<T> worker) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        CyclicBarrier start = new CyclicBarrier(threads);
        try {
            List<Future<T>> running = IntStream.range(0, threads)
                    .mapToObj(thread -> executor.submit(() -> {
                        start.await();
                        return worker.run(thread);
                    }))
                    .toList();
            List<T> answers = new ArrayList<>();
            for (Future<T> answer : running) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            executor.shutdownNow();
        }
    }
}
