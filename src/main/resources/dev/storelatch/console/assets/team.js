import { html } from "../webjars/lit-html/lit-html.js";
import { get, path, request } from "./api.js";
import { badge, fullName, section, table, time } from "./format.js";
import { ROLES, roleField } from "./roles.js";
import { View } from "./view.js";

/** The users who run the store, and the invites that are open. */
export class TeamView extends View {
    title = "Team";

    async load() {
        const [{ users }, { invites }] = await Promise.all([get("/admin/users?limit=100"), get("/admin/invites")]);
        this.users = users;
        this.invites = invites.filter(invite => !invite.accepted);
    }

    render() {
        return html`
            ${section("users", "Users", table("Users", ["E-mail address", "Name", "Role", "Since"], this.users.map(userRow), "There are no users."))}
            ${section("invites", "Open invites", this.inviteTable())}
            ${section("invite", "Invite somebody", this.inviteForm())}
        `;
    }

    inviteTable() {
        const rows = this.invites.map(invite => [
            invite.user_email,
            ROLES[invite.role],
            new Date(invite.expires_at) < new Date() ? badge("attention", "Expired") : time(invite.expires_at),
            this.inviteButtons(invite),
        ]);
        return table("Open invites", ["E-mail address", "Role", "Valid until", "Action"], rows, "No invite is open.");
    }

    inviteButtons(invite) {
        const resend = () => this.change(
            () => request("POST", path`/admin/invites/${invite.id}/resend`),
            `The invite is on its way to ${invite.user_email} again.`,
        );
        const remove = () => this.changeIfConfirmed(
            {
                title: "Delete the invite?",
                text: `The link that was mailed to ${invite.user_email} stops working.`,
                action: "Delete the invite",
            },
            () => request("DELETE", path`/admin/invites/${invite.id}`),
            `The invite of ${invite.user_email} was deleted.`,
        );
        return html`
            <span class="row">
                <button class="secondary small" aria-label="Send the invite to ${invite.user_email} again" @click=${resend}>Send again</button>
                <button class="danger small" aria-label="Delete the invite of ${invite.user_email}" @click=${remove}>Delete …</button>
            </span>
        `;
    }

    inviteForm() {
        return html`
            <form class="row" @submit=${event => this.invite(event)}>
                <div class="field console-search">
                    <label for="invited">E-mail address</label>
                    <input id="invited" name="user" type="email" autocomplete="off" required>
                </div>
                ${roleField("member")}
                <button class="console-beside-field">Send an invite</button>
            </form>
        `;
    }

    async invite(event) {
        event.preventDefault();
        const form = event.target;
        const invite = Object.fromEntries(new FormData(form));
        await this.change(async () => {
            await request("POST", "/admin/invites", invite);
            form.reset();
        }, `An invite is on its way to ${invite.user}.`);
    }
}

function userRow(user) {
    return [
        html`<a href="#${path`/team/${user.id}`}">${user.email}</a>`,
        fullName(user),
        badge(user.role === "admin" ? "attention" : "", ROLES[user.role]),
        time(user.created_at),
    ];
}
