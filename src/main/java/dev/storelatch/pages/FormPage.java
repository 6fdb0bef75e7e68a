package dev.storelatch.pages;

import java.util.Set;

/**
 * A page with a form.
 *
 * @param template the page's template
 * @param fields the fields beside which a text can be
 * @param unauthorized key of the text for a response 401 of the API
 */
record FormPage(String template, Set<String> fields, String unauthorized) {}
