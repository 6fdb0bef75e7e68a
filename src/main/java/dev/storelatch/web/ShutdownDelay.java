package dev.storelatch.web;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Delays the stop of the web server. Spring Boot turns readiness off before it stops the first component, but refuses new
 * connections at once, while load balancers still send requests for as long as they do not know.
 */
@Component
class ShutdownDelay implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ShutdownDelay.class);

    private final ShutdownSettings settings;
    private volatile boolean running;

    ShutdownDelay(ShutdownSettings settings) {
        this.settings = settings;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        if (settings.delay().isZero()) {
            return;
        }
        LOG.info(
                "Not ready any more; still serving requests for {} s",
                settings.delay().toSeconds());
        try {
            Thread.sleep(settings.delay().toMillis());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Is stopped first, since components with a higher phase are stopped before others. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
