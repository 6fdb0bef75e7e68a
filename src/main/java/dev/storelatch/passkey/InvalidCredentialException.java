package dev.storelatch.passkey;

/** A response of an authenticator is malformed, or proves nothing. The message contains nothing that the client has sent. */
final class InvalidCredentialException extends Exception {

    InvalidCredentialException(String message) {
        super(message, null, false, false);
    }
}
