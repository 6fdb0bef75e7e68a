import { html, nothing } from "../webjars/lit-html/lit-html.js";
import { words } from "./format.js";

/** The types of the audit log in words. One that is not here is shown by its name. */
const EVENTS = {
    authn_email_change: "E-mail address changed",
    authn_factor_added: "Second factor added",
    authn_factor_removed: "Second factor removed",
    authn_link_request: "Link mailed",
    authn_link_use: "Mailed link used",
    authn_login_fail: "Log-in failed",
    authn_login_fail_max: "Log-in refused after too many attempts",
    authn_login_lock: "Locked",
    authn_login_success: "Logged in",
    authn_login_unlock: "Unlocked",
    authn_passkey_added: "Passkey added",
    authn_passkey_removed: "Passkey removed",
    authn_password_change: "Password changed",
    authn_recovery_codes_created: "New recovery codes",
    authn_second_factor_required: "Second factor asked for",
    authn_step_up: "Second factor proved again",
    authn_token_created: "API token created",
    authn_token_reuse: "Refresh token used twice, its log-in ended",
    authn_token_revoked: "Token ended",
    authz_fail: "Request refused",
    excess_rate_limit_exceeded: "Request refused after too many",
    excess_rate_limit_reset: "Rate limits reset",
    notification_resent: "Message sent again",
    privilege_permissions_changed: "Role changed",
    session_ended: "Session ended",
    user_archived: "Account deleted",
    user_created: "Account created",
    user_deleted: "Personal data erased",
    user_updated: "Account changed",
};

export function describeEvent({ event, reason, detail, way }) {
    const more = [reason && words(reason), detail, way && `by ${words(way).toLowerCase()}`].filter(Boolean).join(", ");
    return html`${EVENTS[event] ?? words(event)}${more ? html` <span class="muted small">${more}</span>` : nothing}`;
}
