package dev.storelatch.core;

/**
 * A part of the personal data of a customer, which its owner can download (GDPR Articles 15 and 20). Each module implements
 * it for what it has.
 */
public interface PersonalData {

    /** Returns the property of the download that contains the part. */
    String name();

    /**
     * Reads the part, in the form of the route that shows it otherwise, within the limits of that route.
     *
     * @param owner the log-in of the customer
     */
    Object read(Login owner);
}
