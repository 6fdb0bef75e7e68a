package dev.storelatch.doctor;

/**
 * A page that logs in.
 *
 * @param realm the first part of the paths that it requests
 * @param option the option that names it
 */
record Page(WebOrigin origin, String realm, String option) {

    String path(String rest) {
        return "/" + realm + rest;
    }
}
