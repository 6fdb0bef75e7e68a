package dev.storelatch.figures;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Route {@code GET /admin/figures}: figures of the server that answers, for charts. */
@RestController
class FiguresController {

    private final Figures figures;

    FiguresController(Figures figures) {
        this.figures = figures;
    }

    /**
     * @param interval time between two samples, in seconds
     * @param samples oldest first
     */
    record FiguresResponse(long interval, List<Sample> samples) {}

    @GetMapping("/admin/figures")
    FiguresResponse find() {
        return new FiguresResponse(Figures.INTERVAL.toSeconds(), figures.samples());
    }
}
