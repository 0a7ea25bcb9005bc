// Written by `npm run contracts` from contracts/openapi.json; not to be edited.
export interface paths {
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Health probe
         * @description 503 when a critical part is away, `warn` when another is; always within 800 ms.
         */
        get: operations["health.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/livez": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Liveness probe
         * @description Touches nothing.
         */
        get: operations["health.livez"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Metrics for Prometheus; by token in production, or on a port of their own */
        get: operations["metrics.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api-keys/self": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The key that asks, about itself */
        get: operations["apiKeys.self"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cli/device-code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Request a Device Code
         * @description Show the person `verification_url` and `user_code`, then poll.
         */
        post: operations["cliGrants.ask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cli/grants/{user_code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a Grant by its user code
         * @description Who asks, and from where.
         */
        get: operations["cliGrants.find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cli/grants/{user_code}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve a Grant
         * @description The program gets a key for this project.
         */
        post: operations["cliGrants.approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cli/grants/{user_code}/deny": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Deny a Grant */
        post: operations["cliGrants.deny"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cli/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Poll for the API Key
         * @description It is delivered exactly once.
         */
        post: operations["cliGrants.poll"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/devices/{device_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Device
         * @description An API key needs the scope `devices:read`.
         */
        get: operations["devices.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Update device properties
         * @description Disabling refuses the terminal at once and fails its session.
         *
         *     An API key needs the scope `devices:write`.
         */
        patch: operations["devices.update"];
        trace?: never;
    };
    "/v1/devices/{device_id}/decommission": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decommission Device
         * @description Final, its credential is dead.
         */
        post: operations["devices.decommission"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/devices/{device_id}/enrollment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Enrollment Status
         * @description The session under way; null if none or the id differs.
         *
         *     An API key needs the scope `devices:read`.
         */
        get: operations["enrollment.status"];
        put?: never;
        /**
         * Start Member Enrollment
         * @description The device starts accepting the member's palm at once.
         *
         *     An API key needs the scope `enrollments:write`.
         */
        post: operations["enrollment.start"];
        /**
         * Cancel Enrollment
         * @description The session id is required, so that no other session is cancelled by accident.
         *
         *     An API key needs the scope `enrollments:write`.
         */
        delete: operations["enrollment.cancel"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/devices/{device_id}/enrollment/poll": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Poll Enrollment Status
         * @description Answers when there is something new, at the latest after `wait_s`.
         *
         *     An API key needs the scope `devices:read`.
         */
        post: operations["enrollment.poll"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/devices/{device_id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Device Timeline
         * @description Contacts, gaps, versions, clock skew, refusals; newest first.
         *
         *     An API key needs the scope `devices:read`.
         */
        get: operations["devices.timelineOf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/enrollment-sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Enrollment Session
         * @description An API key needs the scope `devices:read`.
         */
        get: operations["enrollment.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/environments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Environments */
        get: operations["environments.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/environments/{environment_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Update Environment
         * @description An API key needs the scope `environments:write`.
         */
        patch: operations["environments.update"];
        trace?: never;
    };
    "/v1/event-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Event Types
         * @description Each with a description, the schema of the whole event and an example.
         */
        get: operations["events.types"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List Organizations of the signed-in user */
        get: operations["organizations.list"];
        put?: never;
        /**
         * Create Organization
         * @description The creator becomes its owner.
         */
        post: operations["organizations.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations/{organization_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Organization
         * @description An API key needs the scope `organization:read`.
         */
        get: operations["organizations.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Update Organization
         * @description Its name and settings.
         */
        patch: operations["organizations.update"];
        trace?: never;
    };
    "/v1/organizations/{organization_id}/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Organization API Keys
         * @description Org-wide and project-scoped, never in plaintext.
         */
        get: operations["apiKeys.listOfOrganization"];
        put?: never;
        /**
         * Create Organization API Key
         * @description `project_ids` null for all projects, else the ones it reaches; `key` is shown once.
         */
        post: operations["apiKeys.createForOrganization"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations/{organization_id}/api-keys/{key_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke Organization API Key
         * @description It stops working at once; there is no undo.
         */
        delete: operations["apiKeys.revoke"];
        options?: never;
        head?: never;
        /**
         * Update Organization API Key
         * @description Its name, the addresses it may be used from, or an earlier end.
         */
        patch: operations["apiKeys.update"];
        trace?: never;
    };
    "/v1/organizations/{organization_id}/api-keys/{key_id}/reroll": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reroll Organization API Key
         * @description A new key in its place; the old one works on during the overlap.
         */
        post: operations["apiKeys.reroll"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations/{organization_id}/audit-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Audit Events
         * @description Who did what to which object, newest first, or in order after a sequence; for owners, admins and keys with `audit:read`.
         *
         *     An API key needs the scope `audit:read`.
         */
        get: operations["auditEvents.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations/{organization_id}/environments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create Environment
         * @description An API key needs the scope `environments:write`.
         */
        post: operations["environments.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations/{organization_id}/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create Project
         * @description An API key needs the scope `projects:write`.
         */
        post: operations["projects.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations/{organization_id}/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Usage of a month
         * @description What was counted, by project, and what the plan allows.
         */
        get: operations["usage.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations/{organization_id}/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Users of an organization, waiting invitations included
         * @description An API key needs the scope `organization:read`.
         */
        get: operations["organizations.listUsers"];
        put?: never;
        /** Add User by uid, or invite by e-mail */
        post: operations["organizations.addUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organizations/{organization_id}/users/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove User from the organization, or withdraw an invitation; named by user_id, uid or e-mail */
        delete: operations["organizations.removeUser"];
        options?: never;
        head?: never;
        /**
         * Update User
         * @description Role, or disabled; named by user_id, uid or e-mail.
         */
        patch: operations["organizations.patchUser"];
        trace?: never;
    };
    "/v1/organizations/{organization_id}/users/{user_id}/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign a User out
         * @description Tokens of earlier sign-ins are refused within a second.
         */
        post: operations["organizations.signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Projects
         * @description Users see the projects of organizations where they are admin; keys what they can access.
         */
        get: operations["projects.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Project Details */
        get: operations["projects.get"];
        put?: never;
        post?: never;
        /**
         * Delete Project
         * @description By an owner; the project and its keys stop working.
         */
        delete: operations["projects.delete"];
        options?: never;
        head?: never;
        /**
         * Update Project
         * @description `environment_id` can be set once.
         *
         *     An API key needs the scope `projects:write`.
         */
        patch: operations["projects.update"];
        trace?: never;
    };
    "/v1/projects/{project_id}/analytics/scans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Query Scan Analytics
         * @description Counts of a span of time, equal to counting the scan results one by one.
         *
         *     An API key needs the scope `analytics:read`.
         */
        get: operations["analytics.scans"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project_id}/analytics/signals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Query Signal Analytics
         * @description How often each signal was on; the trend compares with the span of the same length before.
         *
         *     An API key needs the scope `analytics:read`.
         */
        get: operations["analytics.signals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project_id}/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Project API Keys
         * @description Every key that can access this project, org-wide ones included.
         */
        get: operations["apiKeys.listOfProject"];
        put?: never;
        /**
         * Create Project-Scoped API Key
         * @description For this project only; `key` is shown once.
         */
        post: operations["apiKeys.createForProject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project_id}/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Devices
         * @description An API key needs the scope `devices:read`.
         */
        get: operations["devices.list"];
        put?: never;
        /**
         * Complete Android terminal registration
         * @description Connect a proto-terminal with the code that it shows.
         *
         *     An API key needs the scope `devices:write` and test mode.
         */
        post: operations["devices.complete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project_id}/enroll": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Enroll Member's Palm Biometric, with captures taken by the tenant's own server
         * @description An API key needs the scope `biometrics:enroll`.
         */
        post: operations["enrollment.enroll"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project_id}/enrollment-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Enrollment Sessions
         * @description An API key needs the scope `devices:read`.
         */
        get: operations["enrollment.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project_id}/erasures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Erasures
         * @description Who asked for them is in the audit; receipts can be read again at any time.
         *
         *     An API key needs the scope `members:erase`.
         */
        get: operations["privacy.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project_id}/erasures/{erasure_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Erasure
         * @description How far it is, and its signed receipt once it is completed.
         *
         *     An API key needs the scope `members:erase`.
         */
        get: operations["privacy.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project_id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Events
         * @description Everything that happened in the project, kept for 30 days, in an order without gaps.
         *
         *     An API key needs the scope `events:read`.
         */
        get: operations["events.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project_id}/gallery": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Gallery
         * @description The project's palms in the memory of the gateway that answers.
         */
        get: operations["gallery.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project_id}/identify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Identify User by Palm Biometric
         * @description A member, or nobody; unsure is nobody, never the nearest neighbour.
         *
         *     An API key needs the scope `biometrics:identify`.
         */
        post: operations["identification.identify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project_id}/lists": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Lists
         * @description Newest first.
         *
         *     An API key needs the scope `rules:read`.
         */
        get: operations["lists.list"];
        put?: never;
        /**
         * Create List
         * @description Rules ask for it with `in` and `not_in` by its name.
         *
         *     An API key needs the scope `rules:write`.
         */
        post: operations["lists.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project_id}/lists/{list_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get List
         * @description An API key needs the scope `rules:read`.
         */
        get: operations["lists.get"];
        put?: never;
        post?: never;
        /**
         * Delete List
         * @description For good, with its entries. Rules that name it no longer match on it.
         *
         *     An API key needs the scope `rules:write`.
         */
        delete: operations["lists.delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project_id}/lists/{list_id}/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Entries
         * @description Newest first; those whose time is over are not there.
         *
         *     An API key needs the scope `rules:read`.
         */
        get: operations["lists.entries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Update List Entries
         * @description Add and remove at most 1,000 together; all of it happens or nothing. In force at once.
         *
         *     An API key needs the scope `rules:write`.
         */
        patch: operations["lists.changeEntries"];
        trace?: never;
    };
    "/v1/projects/{project_id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Members
         * @description All of the project (up to 10,000) when no page is asked for. Tenant-managed projects only.
         *
         *     An API key needs the scope `members:read`.
         */
        get: operations["members.list"];
        put?: never;
        /**
         * Create Member
         * @description Text is kept in Unicode NFC without white space around it.
         *
         *     An API key needs the scope `members:write`.
         */
        post: operations["members.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project_id}/members/{member_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Member
         * @description The `ETag` names the last edit; a scan or an enrollment does not change it.
         *
         *     An API key needs the scope `members:read`.
         */
        get: operations["members.get"];
        put?: never;
        post?: never;
        /**
         * Delete Member
         * @description Unlinks and destroys the palms and removes the record; history stays under the bare id.
         *
         *     An API key needs the scope `members:write`.
         */
        delete: operations["members.delete"];
        options?: never;
        head?: never;
        /**
         * Update Member
         * @description What is left out stays, null clears, `metadata` is replaced whole. `consent: null` destroys the palms at once.
         *
         *     An API key needs the scope `members:write`.
         */
        patch: operations["members.update"];
        trace?: never;
    };
    "/v1/projects/{project_id}/members/{member_id}/erasure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Erase Member
         * @description All data of the person, at once. The record, palms and their key, sessions and list memberships go; scan results and transactions stay without the person; stored webhook bodies and answers lose what they said. Asked again, it answers with the erasure of then. A member who was deleted before can be erased from history.
         *
         *     An API key needs the scope `members:erase`.
         */
        post: operations["privacy.erase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project_id}/members/{member_id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export Member
         * @description Everything held about the person, without templates. Keys need `scans:read` and `transactions:read` too.
         *
         *     An API key needs the scope `members:read`.
         */
        get: operations["privacy.export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project_id}/members/{member_id}/scan-results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Member Scans
         * @description Every identify, verify and enroll about the member, newest first, from the first one on.
         *
         *     An API key needs the scope `scans:read`.
         */
        get: operations["memberHistory.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project_id}/members/{member_id}/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Member Summary
         * @description Counts the same scans as the member's list.
         *
         *     An API key needs the scope `scans:read`.
         */
        get: operations["memberHistory.summary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project_id}/members/{member_id}/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Templates of a member
         * @description What is known about each sample, never its code.
         *
         *     An API key needs the scope `members:read`.
         */
        get: operations["templates.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project_id}/members/{member_id}/templates/{template_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete Template
         * @description An API key needs the scope `biometrics:enroll`.
         */
        delete: operations["templates.delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project_id}/retention-policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Retention Policy
         * @description How long the project keeps what, to be shown to its people.
         */
        get: operations["privacy.policy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project_id}/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Rules in the order in which they are asked
         * @description Lowest priority first, then age.
         *
         *     An API key needs the scope `rules:read`.
         */
        get: operations["rules.list"];
        put?: never;
        /**
         * Create Rule
         * @description The first live rule that matches an identify or verify decides its verdict; a monitored one is only counted. Faults in `conditions` are named by JSON pointers.
         *
         *     An API key needs the scope `rules:write`.
         */
        post: operations["rules.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project_id}/rules/{rule_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Rule
         * @description An API key needs the scope `rules:read`.
         */
        get: operations["rules.get"];
        /**
         * Update Rule, the same as PATCH
         * @description An API key needs the scope `rules:write`.
         */
        put: operations["rules.replace"];
        post?: never;
        /**
         * Delete Rule
         * @description For good; it decides nothing any more. Scans keep the id of the rule that decided them.
         *
         *     An API key needs the scope `rules:write`.
         */
        delete: operations["rules.delete"];
        options?: never;
        head?: never;
        /**
         * Update Rule
         * @description What is left out stays; `conditions` and `side_effects` are replaced whole.
         *
         *     An API key needs the scope `rules:write`.
         */
        patch: operations["rules.update"];
        trace?: never;
    };
    "/v1/projects/{project_id}/rules/{rule_id}/backtest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Backtest Rule
         * @description Which scans of the last days it would have matched, whatever its status. Hanging up cancels it.
         *
         *     An API key needs the scope `rules:read`.
         */
        post: operations["backtest.run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project_id}/rules/backtest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Backtest a Rule that is not stored
         * @description Checked as on creating it, then evaluated like a stored one.
         *
         *     An API key needs the scope `rules:read`.
         */
        post: operations["backtest.runDraft"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project_id}/scan-results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Scan Results of a time range, newest first; `member_id` is there only where an identify found the person
         * @description An API key needs the scope `scans:read`.
         */
        get: operations["scans.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project_id}/server-lookup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Update Server Lookup Setting
         * @description Enabling needs an environment that allows it.
         */
        put: operations["projects.setServerLookup"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project_id}/sites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Sites
         * @description An API key needs the scope `devices:read`.
         */
        get: operations["sites.list"];
        put?: never;
        /**
         * Create Site
         * @description An API key needs the scope `devices:write`.
         */
        post: operations["sites.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project_id}/terminal-config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set Terminal Configuration
         * @description Pushed to every terminal of the project, acknowledged by each in `config_version`.
         *
         *     An API key needs the scope `devices:write`.
         */
        put: operations["devices.configure"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project_id}/transactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Transactions that occurred in a time range, newest first; all of them (up to 10,000) when no page is asked for
         * @description An API key needs the scope `transactions:read`.
         */
        get: operations["transactions.list"];
        put?: never;
        /**
         * Create Transaction
         * @description From a scan, or without one.
         *
         *     An API key needs the scope `transactions:write`.
         */
        post: operations["transactions.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project_id}/transactions/export.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export Transactions as CSV
         * @description The same rows in the same order, however many. Text that would run as a formula begins with an apostrophe.
         *
         *     An API key needs the scope `transactions:read`.
         */
        get: operations["transactions.exportCsv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project_id}/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify Member's Palm
         * @description One against one.
         *
         *     An API key needs the scope `biometrics:identify`.
         */
        post: operations["identification.verify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project_id}/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Webhook Subscriptions
         * @description All of the project, never with their secrets.
         *
         *     An API key needs the scope `webhooks:read`.
         */
        get: operations["webhooks.list"];
        put?: never;
        /**
         * Create Webhook Subscription
         * @description The URL must be https:// on the public internet; redirects are not followed. Deliveries are signed by Standard Webhooks and repeated for up to 14 days: use `event_id` to recognise a repetition. `secret` is shown once.
         *
         *     An API key needs the scope `webhooks:write`.
         */
        post: operations["webhooks.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project_id}/webhooks/{webhook_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Webhook Subscription
         * @description An API key needs the scope `webhooks:read`.
         */
        get: operations["webhooks.get"];
        put?: never;
        post?: never;
        /**
         * Delete Webhook Subscription
         * @description For good; pending deliveries are cancelled.
         *
         *     An API key needs the scope `webhooks:write`.
         */
        delete: operations["webhooks.delete"];
        options?: never;
        head?: never;
        /**
         * Update Webhook Subscription
         * @description URL, event types, filters, description; `enabled: true` lets held-back deliveries go on.
         *
         *     An API key needs the scope `webhooks:write`.
         */
        patch: operations["webhooks.update"];
        trace?: never;
    };
    "/v1/projects/{project_id}/webhooks/{webhook_id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Webhook Deliveries, newest first
         * @description An API key needs the scope `webhooks:read`.
         */
        get: operations["deliveries.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project_id}/webhooks/{webhook_id}/deliveries/{delivery_id}/attempts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Delivery Attempts
         * @description The full history of one delivery, oldest first.
         *
         *     An API key needs the scope `webhooks:read`.
         */
        get: operations["deliveries.attempts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project_id}/webhooks/{webhook_id}/deliveries/{delivery_id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replay Delivery
         * @description The same event once more, as a new delivery that names the one it repeats.
         *
         *     An API key needs the scope `webhooks:write`.
         */
        post: operations["deliveries.replay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project_id}/webhooks/{webhook_id}/diagnose": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Diagnose
         * @description Walks DNS, address policy, TCP, TLS, answer and signature, and names the step that fails.
         *
         *     An API key needs the scope `webhooks:write`.
         */
        post: operations["deliveries.diagnose"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project_id}/webhooks/{webhook_id}/recover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Recover Deliveries
         * @description Every event whose deliveries since then all failed is sent once more, up to 10,000.
         *
         *     An API key needs the scope `webhooks:write`.
         */
        post: operations["deliveries.recover"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project_id}/webhooks/{webhook_id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rotate the signing secret
         * @description For `grace_s` seconds deliveries carry a signature by each.
         *
         *     An API key needs the scope `webhooks:write`.
         */
        post: operations["webhooks.rotateSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{project_id}/webhooks/{webhook_id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send Test Webhook
         * @description An event `webhook.test` with its own `test_id`, signed and repeated like every other.
         *
         *     An API key needs the scope `webhooks:write`.
         */
        post: operations["deliveries.test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/receipt-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Receipt Keys
         * @description The public keys by which anybody can check an erasure receipt.
         */
        get: operations["privacy.keys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/devices/{device_id}/present-palm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Present Palm to a simulated device
         * @description It enrolls the palm when a session waits, and scans it otherwise.
         *
         *     An API key needs the scope `devices:write`.
         */
        post: operations["sandbox.present"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/scan-results/{scan_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Scan Result
         * @description An API key needs the scope `scans:read`.
         */
        get: operations["scans.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Label Scan Result
         * @description Whether it was right. Needs `scans:read`; users need to be owner or admin.
         *
         *     An API key needs the scope `scans:read`.
         */
        patch: operations["scans.label"];
        trace?: never;
    };
    "/v1/scan-results/{scan_id}/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Explain Scan Result
         * @description Every gate, whether it was passed, and a sentence for people; no distance, margin or threshold, in sandboxes neither.
         *
         *     An API key needs the scope `scans:read`.
         */
        get: operations["scans.explain"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sites/{site_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Site
         * @description An API key needs the scope `devices:read`.
         */
        get: operations["sites.get"];
        put?: never;
        post?: never;
        /**
         * Delete Site
         * @description Its devices stay, without a site; scans keep what they noted of it.
         *
         *     An API key needs the scope `devices:write`.
         */
        delete: operations["sites.delete"];
        options?: never;
        head?: never;
        /**
         * Update Site
         * @description What is left out stays, null clears.
         *
         *     An API key needs the scope `devices:write`.
         */
        patch: operations["sites.update"];
        trace?: never;
    };
    "/v1/terminal/captures/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check Capture
         * @description Whether a picture would do, and what would help; nothing is kept or counted.
         */
        post: operations["terminalWork.check"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/terminal/nonce": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Nonce
         * @description A `DPoP-Nonce` to begin with, so that no request has to fail first, and the time.
         */
        get: operations["terminalPairing.nonce"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/terminal/poll": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Poll
         * @description Heartbeat and work in one, answered at once when something differs from what the terminal knows.
         */
        post: operations["terminalWork.poll"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/terminal/registrations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start Registration
         * @description Answers a code to show.
         */
        post: operations["terminalPairing.start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/terminal/registrations/{registration_id}/poll": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Poll Registration, every `interval` seconds, with a proof by the same key */
        post: operations["terminalPairing.poll"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/terminal/scans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send Scans
         * @description Identification at the terminal, live or kept while offline; `scan_ref` makes each idempotent.
         */
        post: operations["terminalWork.scan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/terminal/sessions/{session_id}/ack": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Acknowledge Session
         * @description It is active; repeating gives a fresh challenge.
         */
        post: operations["terminalWork.ack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/terminal/sessions/{session_id}/captures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send Capture
         * @description One palm picture under the current challenge.
         */
        post: operations["terminalWork.capture"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/terminal/sessions/{session_id}/fail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Fail Session
         * @description The terminal cannot go on.
         */
        post: operations["terminalWork.fail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/terminal/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Access Token, bound to the key, for an hour */
        post: operations["terminalPairing.token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/terminal/transactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create Transaction at the terminal that made the scan */
        post: operations["transactions.createAtTerminal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AckView: {
            challenge: string;
            session: components["schemas"]["SessionView"];
        };
        AddUser: {
            /** Format: email */
            email?: string;
            /** @enum {string} */
            role: "admin" | "owner" | "viewer";
            uid?: string;
        };
        ApiKeyList: {
            data: components["schemas"]["ApiKeyView"][];
            has_more: boolean;
            next_cursor: string | null;
            /** @description null when read by cursor */
            page: number | null;
            per_page: number;
            /** @description Exact to 100,000. */
            total: number;
            /** @description true when there are more than 100,000. */
            total_capped?: boolean;
        };
        ApiKeyView: {
            /** @description Addresses and blocks that the key may be used from; null for any. */
            allowed_ips: string[] | null;
            api_version: string;
            /** Format: date-time */
            created_at: string;
            created_by: string | null;
            /** Format: date-time */
            expires_at: string | null;
            /** Format: date-time */
            exposed_at: string | null;
            /** Format: uuid */
            key_id: string;
            /** Format: date-time */
            last_used_at: string | null;
            /** @enum {string} */
            mode: "live" | "test";
            name: string;
            /** Format: uuid */
            organization_id: string;
            prefix: string;
            project_ids: string[] | null;
            /** Format: date-time */
            revoked_at: string | null;
            /**
             * Format: date-time
             * @description By `key_max_age_days` of the organization; the key works on.
             */
            rotation_due_at: string | null;
            scopes: string[];
        };
        ApproveGrant: {
            /**
             * Format: date-time
             * @description When the key ends; default in 90 days, null for never.
             */
            expires_at?: string | null;
            /**
             * @description Default: the mode of the project.
             * @enum {string}
             */
            mode?: "live" | "test";
            /** Format: uuid */
            project_id: string;
            /** @description What the program may do. */
            scopes: ("analytics:read" | "audit:read" | "biometrics:enroll" | "biometrics:identify" | "devices:command" | "devices:read" | "devices:write" | "enrollments:write" | "environments:write" | "events:read" | "members:erase" | "members:read" | "members:write" | "organization:read" | "projects:write" | "rules:read" | "rules:write" | "scans:read" | "scans:write" | "transactions:read" | "transactions:write" | "webhooks:read" | "webhooks:write")[];
        };
        AttemptList: {
            data: components["schemas"]["AttemptView"][];
            has_more: boolean;
            next_cursor: string | null;
            /** @description null when read by cursor */
            page: number | null;
            per_page: number;
            /** @description Exact to 100,000. */
            total: number;
            /** @description true when there are more than 100,000. */
            total_capped?: boolean;
        };
        AttemptPhasesView: {
            connect_ms: number | null;
            dns_ms: number | null;
            tls_ms: number | null;
            /** @description From the request's first byte to the answer's. */
            ttfb_ms: number | null;
        };
        AttemptView: {
            /** Format: uuid */
            attempt_id: string;
            duration_ms: number;
            error_code: string | null;
            error_message: string | null;
            number: number;
            /** @description null: not reached; 0: nothing to do, such as on a connection that was open already. */
            phases: components["schemas"]["AttemptPhasesView"];
            resolved_ip: string | null;
            /** @description The first 100 KB, read as UTF-8. */
            response_body: string | null;
            response_headers: {
                [key: string]: string;
            } | null;
            response_truncated: boolean;
            /** Format: date-time */
            started_at: string;
            status_code: number | null;
        };
        AuditActorView: {
            id: string;
            /** @enum {string} */
            kind: "key" | "system" | "terminal" | "user";
        };
        AuditEventList: {
            data: components["schemas"]["AuditEventView"][];
            has_more: boolean;
            next_cursor: string | null;
            /** @description null when read by cursor */
            page: number | null;
            per_page: number;
            /** @description Exact to 100,000. */
            total: number;
            /** @description true when there are more than 100,000. */
            total_capped?: boolean;
        };
        AuditEventView: {
            action: string;
            actor: components["schemas"]["AuditActorView"];
            /** @description From where it was asked for; null for what the gateway did by itself. */
            address: string | null;
            /** Format: uuid */
            audit_event_id: string;
            /** Format: date-time */
            created_at: string;
            details: {
                [key: string]: unknown;
            };
            object: components["schemas"]["AuditObjectView"];
            /** Format: uuid */
            request_id: string | null;
            /** @description From 1, without gaps in an organization. */
            sequence: number;
        };
        AuditObjectView: {
            id: string;
            kind: string;
        };
        BacktestDraft: {
            /** @description How far to look back. */
            days?: number;
            rule: components["schemas"]["CreateRule"];
            /** @description How many of the matched scans to show, newest first. */
            sample_size?: number;
        };
        BacktestRule: {
            /** @description How far to look back. */
            days?: number;
            /** @description How many of the matched scans to show, newest first. */
            sample_size?: number;
        };
        BacktestSampleView: {
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            device_id: string | null;
            /**
             * Format: uuid
             * @description Only when an identify found the person.
             */
            member_id: string | null;
            operation: string;
            result: string;
            /** Format: uuid */
            scan_id: string;
            verdict: string | null;
        };
        BacktestView: {
            /** @description Members whom a matched scan recognised. */
            affected_members: number;
            /** @description What the figures cannot know. */
            caveats: string[];
            days: number;
            duration_ms: number;
            /**
             * @description From scans that people labelled, else null. Block and challenge: the share of genuine members' scans (`correct` matches
             *     and `missed`) that match. Allow: the share of others' scans (`wrong_person`, `correct` refusals) that match.
             */
            estimated_fpr: number | null;
            match_count: number;
            match_rate: number;
            /**
             * Format: uuid
             * @description Null for a rule that is not stored.
             */
            rule_id: string | null;
            /** @description Newest first. */
            sample: components["schemas"]["BacktestSampleView"][];
            /** @description Identify and verify attempts of these days. */
            total_events: number;
        };
        CaptureCheckView: {
            /**
             * @description As declared or found.
             * @enum {string}
             */
            hand: "left" | "right" | "unknown";
            /**
             * @description What the person should do now; a code that is not known is to be treated as `none`.
             * @enum {string}
             */
            hint: "center" | "clean_lens" | "come_closer" | "hold_flat" | "hold_still" | "less_light" | "more_light" | "move_back" | "none" | "show_hand" | "turn_palm";
            hint_text: string;
            /** @description Why not. */
            reason?: string;
            /** @description Whether it would be looked at further, sent as a capture. */
            usable: boolean;
        };
        CaptureInput: {
            /** Format: date-time */
            captured_at?: string;
            /** @enum {string} */
            hand?: "left" | "right" | "unknown";
            /**
             * @description PNG, JPEG or WebP in base64 or base64url; line breaks, missing padding and a `data:` prefix are allowed, and the
             *     picture's EXIF orientation is honoured. `roi`: at most 1 MB and 2 megapixels; `hand`: 8 MB and 16 megapixels.
             */
            image?: string;
            /**
             * @description `roi`: aligned square, 96–256 px, fingers to the left; `hand`: the whole hand, in any orientation.
             * @enum {string}
             */
            kind?: "hand" | "roi";
            liveness?: components["schemas"]["LivenessInput"] | null;
            /**
             * @description The camera flipped the picture, as front cameras do.
             * @default false
             */
            mirrored?: boolean;
            /** @description In sandboxes instead of a picture: a synthetic palm such as `alice:left`, the same for the same name. */
            sandbox_palm?: string;
            /**
             * @description Which picture of the synthetic palm: each is another one.
             * @default 1
             */
            take?: number;
        };
        CaptureView: {
            accepted: boolean;
            /** @description For the next capture; null once the session takes no more. */
            challenge: string | null;
            /**
             * @description What the person should do now; a code that is not known is to be treated as `none`.
             * @enum {string}
             */
            hint: "center" | "clean_lens" | "come_closer" | "hold_flat" | "hold_still" | "less_light" | "more_light" | "move_back" | "none" | "show_hand" | "turn_palm";
            hint_text: string;
            /** @description Why it was not accepted. */
            reason?: string;
            session: components["schemas"]["SessionView"];
        };
        ChangedRuleView: {
            action: components["schemas"]["RuleActionView"];
            conditions: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            created_at: string;
            name: string;
            priority: number;
            /** @description Every gateway process has compiled the change. */
            propagated: boolean;
            /** @description How long that took after the change was committed. */
            propagation_ms: number;
            /** Format: uuid */
            rule_id: string;
            stats: components["schemas"]["RuleStatsView"];
            /** @enum {string} */
            status: "draft" | "live" | "monitor" | "paused";
            /** Format: date-time */
            updated_at: string;
        };
        ChangeEntries: {
            /** @description One that is there already stays; its time begins anew. */
            add?: string[];
            remove?: string[];
        };
        CheckCapture: {
            capture: components["schemas"]["CaptureInput"];
        };
        CompleteRegistration: {
            metadata?: {
                [key: string]: unknown;
            };
            name?: string;
            /** @description As the terminal shows it; case, dash and spaces do not matter. */
            registration_code: string;
            /**
             * Format: uuid
             * @description Where it stands: a site of this project.
             */
            site_id?: string | null;
            /** @description At most 20, of at most 40 characters. */
            tags?: string[];
        };
        ConsentInput: {
            /**
             * Format: date-time
             * @description Not in the future.
             */
            granted_at: string;
            policy_version: string;
            reference?: string | null;
        };
        ConsentView: {
            /** Format: date-time */
            granted_at: string;
            policy_version: string;
            reference: string | null;
        };
        CreateApiKey: {
            /** @description Addresses or blocks (CIDR) that the key may be used from; null for any. */
            allowed_ips?: string[] | null;
            /** Format: date-time */
            expires_at?: string | null;
            /** @enum {string} */
            mode?: "live" | "test";
            name: string;
            /** @description null: all projects of the organization; else the projects that the key reaches. */
            project_ids: string[] | null;
            /** @description Default: every scope of a project but `members:erase` and `devices:command`. */
            scopes?: ("analytics:read" | "audit:read" | "biometrics:enroll" | "biometrics:identify" | "devices:command" | "devices:read" | "devices:write" | "enrollments:write" | "environments:write" | "events:read" | "members:erase" | "members:read" | "members:write" | "organization:read" | "projects:write" | "rules:read" | "rules:write" | "scans:read" | "scans:write" | "transactions:read" | "transactions:write" | "webhooks:read" | "webhooks:write")[];
        };
        CreatedApiKeyView: {
            /** @description Addresses and blocks that the key may be used from; null for any. */
            allowed_ips: string[] | null;
            api_version: string;
            /** Format: date-time */
            created_at: string;
            created_by: string | null;
            /** Format: date-time */
            expires_at: string | null;
            /** Format: date-time */
            exposed_at: string | null;
            key?: string;
            /** Format: uuid */
            key_id: string;
            /** Format: date-time */
            last_used_at: string | null;
            /** @enum {string} */
            mode: "live" | "test";
            name: string;
            /** Format: uuid */
            organization_id: string;
            prefix: string;
            project_ids: string[] | null;
            /** Format: date-time */
            revoked_at: string | null;
            /**
             * Format: date-time
             * @description By `key_max_age_days` of the organization; the key works on.
             */
            rotation_due_at: string | null;
            scopes: string[];
            /**
             * @description In the answer to a repeated `Idempotency-Key`, in place of the secret.
             * @constant
             */
            secret_already_shown?: true;
        };
        CreatedWebhookView: {
            /** Format: date-time */
            created_at: string;
            description: string | null;
            /**
             * @description `failing`: no success for 5 days; `gone`: the receiver answered 410.
             * @enum {string|null}
             */
            disabled_reason: "failing" | "gone" | null;
            enabled: boolean;
            event_types: string[];
            filters: components["schemas"]["WebhookFiltersView"];
            /** Format: date-time */
            last_delivery_at: string | null;
            /** Format: uuid */
            project_id: string;
            secret?: string;
            /**
             * @description In the answer to a repeated `Idempotency-Key`, in place of the secret.
             * @constant
             */
            secret_already_shown?: true;
            success_rate_24h: number | null;
            /** Format: date-time */
            updated_at: string;
            url: string;
            /** Format: uuid */
            webhook_id: string;
        };
        CreateEnvironment: {
            allows_server_lookup?: boolean;
            /**
             * @description What a terminal's key must prove of itself before its code is completed.
             * @enum {string}
             */
            attestation_policy?: "log" | "off" | "require";
            /** @enum {string} */
            mode: "production" | "sandbox";
            name: string;
            region?: string | null;
            /** @enum {string} */
            registration_policy?: "code" | "sandbox_only";
            shared?: boolean;
        };
        CreateList: {
            description?: string | null;
            /** @description What rules call it; unique in the project, snake_case. */
            name: string;
            /** @description Seconds after which an entry ends by itself; null: it stays. */
            ttl?: number | null;
            /**
             * @description What stands on it.
             * @enum {string}
             */
            type: "device" | "external_id" | "ip" | "member";
        };
        CreateMember: {
            consent?: components["schemas"]["ConsentInput"] | null;
            display_name?: string | null;
            /** Format: email */
            email?: string | null;
            /** @description The tenant's own id of the person; unique in the project. */
            external_id?: string | null;
            metadata?: {
                [key: string]: unknown;
            } | null;
            phone?: string | null;
            /** @enum {string} */
            status?: "active" | "disabled";
            tags?: string[];
            /**
             * Format: date-time
             * @description Before this moment scans of the member are blocked.
             */
            valid_from?: string | null;
            /**
             * Format: date-time
             * @description From this moment on scans of the member are blocked; after `valid_from`.
             */
            valid_until?: string | null;
        };
        CreateOrganization: {
            name: string;
        };
        CreateProject: {
            /** Format: uuid */
            environment_id?: string | null;
            name: string;
            phone_number?: string | null;
            settings?: components["schemas"]["ProjectSettingsInput"];
            time_zone?: string;
            /** Format: uri */
            website?: string | null;
        };
        CreateProjectApiKey: {
            /** @description Addresses or blocks (CIDR) that the key may be used from; null for any. */
            allowed_ips?: string[] | null;
            /** Format: date-time */
            expires_at?: string | null;
            name: string;
            /** @description Default: every scope of a project but `members:erase` and `devices:command`. */
            scopes?: ("analytics:read" | "audit:read" | "biometrics:enroll" | "biometrics:identify" | "devices:command" | "devices:read" | "devices:write" | "enrollments:write" | "environments:write" | "events:read" | "members:erase" | "members:read" | "members:write" | "organization:read" | "projects:write" | "rules:read" | "rules:write" | "scans:read" | "scans:write" | "transactions:read" | "transactions:write" | "webhooks:read" | "webhooks:write")[];
        };
        CreateRule: {
            action: components["schemas"]["RuleActionInput"];
            /**
             * @description A group `{operator: "AND" | "OR", rules: [...]}` of conditions `{field, operator, value}` and groups; at most 5 groups deep, at most 50 conditions. `in` and `not_in` take a list of values, or `{"list": "name"}`. Fields: `operation`, `result`, `hand`, `quality`, `confidence`, `member.id`, `member.external_id`, `member.status`, `member.enrolled_days`, `member.scan_count_24h`, `source.ip`, `device.id`, `device.mode`, `time.hour`, `time.weekday`, `time.zone`, `velocity.member_5m`, `velocity.device_1m`, `signals.near_miss`, `signals.new_device_for_member`, `signals.replayed_capture`, `signals.off_hours`, `signals.impossible_travel`, `signals.clock_untrusted`, `signals.repeated_failures`, `transaction.type`, `transaction.status`, `transaction.amount_minor`, `transaction.currency`, `transaction.reference`, `transaction.age_minutes`, `member.metadata.<key>`, `device.metadata.<key>`, `transaction.metadata.<key>`.
             * @example {
             *       "operator": "AND",
             *       "rules": [
             *         {
             *           "field": "velocity.member_5m",
             *           "operator": "gt",
             *           "value": 3
             *         }
             *       ]
             *     }
             */
            conditions: {
                [key: string]: unknown;
            };
            name: string;
            /** @description The lowest is asked first; default: after all others. */
            priority?: number;
            /** @enum {string} */
            status?: "draft" | "live" | "monitor" | "paused";
        };
        CreateSite: {
            /** @description As written on a letter. */
            address?: string | null;
            /** @description ISO 3166-1 alpha-2, such as `DE`. */
            country?: string | null;
            /** @description Degrees north. */
            latitude?: number | null;
            /** @description Degrees east. */
            longitude?: number | null;
            name: string;
            /** @description IANA time zone of rules here; null takes that of the project. */
            time_zone?: string | null;
        };
        CreateTerminalTransaction: {
            /** @description In the currency's smallest unit; comes with `currency`. */
            amount_minor?: number | null;
            /** @description ISO 4217, in capitals. */
            currency?: string | null;
            metadata?: {
                [key: string]: unknown;
            } | null;
            /**
             * Format: date-time
             * @description Default now; not in the future.
             */
            occurred_at?: string | null;
            /** @description The tenant's own id of it: an order, an entrance, a booking. */
            reference?: string | null;
            /**
             * Format: uuid
             * @description A matched scan of this terminal, at most 5 minutes old and not blocked; it serves once.
             */
            scan_id: string;
            /** @description A word of the tenant's; default `completed`. */
            status?: string;
            /** @enum {string} */
            type: "access" | "check_in" | "custom" | "payment";
        };
        CreateTransaction: {
            /** @description In the currency's smallest unit; comes with `currency`. */
            amount_minor?: number | null;
            /** @description ISO 4217, in capitals. */
            currency?: string | null;
            /**
             * Format: uuid
             * @description Left out with a scan: whoever was recognised.
             */
            member_id?: string | null;
            metadata?: {
                [key: string]: unknown;
            } | null;
            /**
             * Format: date-time
             * @description Default now; not in the future.
             */
            occurred_at?: string | null;
            /** @description The tenant's own id of it: an order, an entrance, a booking. */
            reference?: string | null;
            /**
             * Format: uuid
             * @description A matched identify or verify of the project, at most 5 minutes old and not blocked; it serves once.
             */
            scan_id?: string | null;
            /** @description A word of the tenant's; default `completed`. */
            status?: string;
            /** @enum {string} */
            type: "access" | "check_in" | "custom" | "payment";
        };
        CreateWebhook: {
            description?: string | null;
            enabled?: boolean;
            /** @description Left out: all that the project can subscribe to at this moment. */
            event_types?: string[];
            filters?: components["schemas"]["WebhookFilters"] | null;
            /** @description A signing secret of your own: `whsec_` and 24 to 64 bytes in base64. Left out: one is made. */
            secret?: string;
            /** @description https://, on the public internet, port 443, 8443 or from 1024 up. */
            url: string;
        };
        DeletedListView: {
            deleted: boolean;
            /** Format: uuid */
            list_id: string;
        };
        DeletedMemberView: {
            deleted: boolean;
            /** Format: uuid */
            member_id: string;
            /** Format: uuid */
            project_id: string;
        };
        DeletedRuleView: {
            deleted: boolean;
            propagated: boolean;
            propagation_ms: number;
            /** Format: uuid */
            rule_id: string;
        };
        DeletedSiteView: {
            deleted: boolean;
            /** Format: uuid */
            site_id: string;
        };
        DeletedWebhookView: {
            deleted: boolean;
            /** Format: uuid */
            project_id: string;
            /** Format: uuid */
            webhook_id: string;
        };
        DeliveryList: {
            data: components["schemas"]["DeliveryView"][];
            has_more: boolean;
            next_cursor: string | null;
            /** @description null when read by cursor */
            page: number | null;
            per_page: number;
            /** @description Exact to 100,000. */
            total: number;
            /** @description true when there are more than 100,000. */
            total_capped?: boolean;
        };
        DeliveryView: {
            attempt_count: number;
            /** Format: date-time */
            completed_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            delivery_id: string;
            /**
             * Format: uuid
             * @description The same in every delivery and repetition of the event.
             */
            event_id: string;
            event_type: string;
            last_error: string | null;
            last_status_code: number | null;
            /** Format: date-time */
            next_attempt_at: string | null;
            /** @description The delivery that this one repeats on request. */
            replayed_from: string | null;
            /**
             * @description `pending`: waits for its next attempt; `success`: answered 2xx; `failed`: given up.
             * @enum {string}
             */
            status: "failed" | "pending" | "success";
            /** Format: uuid */
            webhook_id: string;
        };
        DeviceCodeView: {
            /** @description 64 characters; keep it, and poll with it. */
            device_code: string;
            /** @description Seconds. */
            expires_in: number;
            /** @description Seconds between polls. */
            interval: number;
            /** @description `ABCD-EFGH`, for the person to compare. */
            user_code: string;
            verification_url: string;
        };
        DeviceList: {
            data: components["schemas"]["DeviceView"][];
            has_more: boolean;
            next_cursor: string | null;
            /** @description null when read by cursor */
            page: number | null;
            per_page: number;
            /** @description Exact to 100,000. */
            total: number;
            /** @description true when there are more than 100,000. */
            total_capped?: boolean;
        };
        DeviceView: {
            app_version: string;
            config_version: number;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            device_id: string;
            enabled: boolean;
            /**
             * @description What the attestation of its key proved; `unverified` without one.
             * @enum {string}
             */
            integrity: "hardware" | "software" | "unverified";
            /** Format: date-time */
            last_seen_at: string | null;
            metadata: {
                [key: string]: unknown;
            };
            /** @enum {string} */
            mode: "demo" | "standard";
            model: string;
            name: string;
            /** @description When the contact that it had promised did not come; null unless it is offline. */
            offline_since: string | null;
            os_version: string | null;
            /** Format: uuid */
            project_id: string;
            /** Format: date-time */
            registered_at: string;
            serial_number: string;
            /**
             * Format: uuid
             * @description Where it stands; null: at no site.
             */
            site_id: string | null;
            /** @enum {string} */
            status: "decommissioned" | "disabled" | "never_seen" | "offline" | "online";
            tags: string[];
        };
        DiagnosisStepView: {
            duration_ms: number | null;
            message: string | null;
            ok: boolean;
            skipped: boolean;
            /** @enum {string} */
            step: "address" | "answer" | "dns" | "signature" | "tcp" | "tls";
        };
        DiagnosisView: {
            /**
             * @description The first step that fails.
             * @enum {string|null}
             */
            failed_step: "address" | "answer" | "dns" | "signature" | "tcp" | "tls" | null;
            ok: boolean;
            resolved_ip: string | null;
            /** @description What went out: compare it with what your receiver computes. */
            sent: components["schemas"]["SentRequestView"];
            /** @description Whether the receiver refused the same event under a false signature. */
            signature_verified: boolean | null;
            status_code: number | null;
            steps: components["schemas"]["DiagnosisStepView"][];
            url: string;
        };
        DirectEnroll: {
            /**
             * @description Sandboxes only.
             * @default false
             */
            allow_duplicate?: boolean;
            captures: components["schemas"]["CaptureInput"][];
            /** @enum {string} */
            hand: "left" | "right";
            /** Format: uuid */
            member_id: string;
            /** @default false */
            replace?: boolean;
        };
        DirectEnrollmentView: {
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            enrollment_id: string;
            /** @enum {string} */
            hand: "left" | "right";
            /**
             * @description What the person should do now; a code that is not known is to be treated as `none`.
             * @enum {string}
             */
            hint: "center" | "clean_lens" | "come_closer" | "hold_flat" | "hold_still" | "less_light" | "more_light" | "move_back" | "none" | "show_hand" | "turn_palm";
            hint_text: string;
            /** Format: uuid */
            member_id: string;
            quality: number;
            /** Format: uuid */
            session_id: string;
            template_ids: string[];
        };
        EntriesChangedView: {
            /** @description Values that were not there before. */
            added: number;
            entry_count: number;
            /** Format: uuid */
            list_id: string;
            /** @description Values that were there. */
            removed: number;
        };
        EnvironmentList: {
            data: components["schemas"]["EnvironmentView"][];
            has_more: boolean;
            next_cursor: string | null;
            /** @description null when read by cursor */
            page: number | null;
            per_page: number;
            /** @description Exact to 100,000. */
            total: number;
            /** @description true when there are more than 100,000. */
            total_capped?: boolean;
        };
        EnvironmentView: {
            allows_server_lookup: boolean;
            /** @enum {string} */
            attestation_policy: "log" | "off" | "require";
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            environment_id: string;
            /** @enum {string} */
            mode: "production" | "sandbox";
            name: string;
            /** Format: uuid */
            organization_id: string;
            region: string | null;
            /** @enum {string} */
            registration_policy: "code" | "sandbox_only";
            shared: boolean;
        };
        EraseMember: {
            /** @description Why, in words that do not name the person: it stays. */
            reason: string;
        };
        ErasureList: {
            data: components["schemas"]["ErasureView"][];
            has_more: boolean;
            next_cursor: string | null;
            /** @description null when read by cursor */
            page: number | null;
            per_page: number;
            /** @description Exact to 100,000. */
            total: number;
            /** @description true when there are more than 100,000. */
            total_capped?: boolean;
        };
        ErasureView: {
            /** Format: date-time */
            accepted_at: string;
            /** Format: date-time */
            completed_at: string | null;
            /** @description How many rows the person was in, by what they were. */
            counts: {
                [key: string]: number;
            };
            /** Format: uuid */
            erasure_id: string;
            /**
             * Format: uuid
             * @description The bare id: all that is left.
             */
            member_id: string;
            /** Format: uuid */
            project_id: string;
            reason: string;
            /** @description Once completed: a compact JWS (EdDSA) over ids, counts and times, to be checked with a key of `GET /v1/receipt-keys`. */
            receipt: string | null;
            /** @enum {string} */
            status: "completed" | "running";
            /**
             * @description `rewritten`: the files of the database were written anew without the person. `rows`: no row holds anything; the server of the operator overwrites the bytes of deleted rows in its own time.
             * @enum {string|null}
             */
            storage: "rewritten" | "rows" | null;
        };
        EventFeedView: {
            data: components["schemas"]["EventView"][];
            /** @description The last number that was looked at, matched or not: the next `after_sequence`. */
            last_sequence: number;
        };
        EventTypesView: {
            data: components["schemas"]["EventTypeView"][];
        };
        EventTypeView: {
            description: string;
            /** @description An event of this type as a webhook carries it. */
            example: {
                [key: string]: unknown;
            };
            /** @description True when only projects with `extended_events` can subscribe to it. */
            extended: boolean;
            /** @description JSON Schema of the whole event. */
            schema: {
                [key: string]: unknown;
            };
            type: string;
        };
        EventView: {
            /** @description As in the webhook: ids and plain facts. */
            data: {
                [key: string]: unknown;
            };
            /** Format: uuid */
            event_id: string;
            /** Format: uuid */
            project_id: string;
            /** @description Dense in the project: no number is missing, and none appears behind one that was read. */
            sequence: number;
            /** Format: date-time */
            timestamp: string;
            type: string;
        };
        FailSession: {
            code: string;
            message?: string | null;
        };
        GalleryView: {
            /** @description False when a template at rest is not in memory: a search that finds nobody is then answered `gallery_incomplete`. */
            complete: boolean;
            /** @description Templates in memory. */
            templates: number;
            /** @description Templates at rest that could not be opened, because their key or their bytes are damaged. */
            unreadable: number;
        };
        GateView: {
            /** @description The same in a sentence. */
            explanation: string;
            /** @description `picture`, `captures`, `agreement`, `enrolled`, `search`, `match`, `unambiguous`, `duplicate_search`, `rules`; others may follow. */
            gate: string;
            /** @description What was judged: a count, a word, or several by name. */
            input?: number | string | {
                [key: string]: unknown;
            };
            /** @description `passed` or `failed`; of `rules` the verdict, `none` or `fault`. */
            outcome: string;
        };
        GrantAnswerView: {
            /** @description Once: the key in plaintext. */
            api_key?: string;
            /** @description While pending: seconds until the next poll. */
            interval?: number;
            /** Format: uuid */
            key_id?: string;
            /** Format: uuid */
            project_id?: string;
            /** @enum {string} */
            status: "authorized" | "pending";
        };
        GrantView: {
            /** @description From where the program asked. */
            address: string;
            /** @description As the program calls itself: nobody has verified it. */
            client_name: string;
            client_verified: boolean;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string;
            /** @enum {string} */
            status: "approved" | "consumed" | "denied" | "expired" | "pending";
            user_code: string;
        };
        HealthCheckView: {
            critical: boolean;
            duration_ms: number;
            /** @description What is wrong, in words without secrets. */
            message?: string;
            name: string;
            /** @enum {string} */
            status: "fail" | "ok" | "warn";
        };
        HealthView: {
            checks: components["schemas"]["HealthCheckView"][];
            /** @enum {string} */
            status: "fail" | "ok" | "warn";
        };
        IdentificationView: {
            /** @description Coarse band: 0.9, 0.99, 0.999, 0.9999, 0.99999. */
            confidence: number | null;
            /** Format: date-time */
            created_at: string;
            hand: string;
            /**
             * @description What the person should do now; a code that is not known is to be treated as `none`.
             * @enum {string}
             */
            hint: "center" | "clean_lens" | "come_closer" | "hold_flat" | "hold_still" | "less_light" | "more_light" | "move_back" | "none" | "show_hand" | "turn_palm";
            hint_text: string;
            matched: boolean;
            /** Format: uuid */
            matched_rule_id: string | null;
            /** Format: uuid */
            member_id: string | null;
            quality: number | null;
            /**
             * @description `ambiguous`: someone is near, but not clearly enough.
             * @enum {string}
             */
            reason?: "ambiguous";
            /** Format: uuid */
            scan_id: string;
            /** @enum {string|null} */
            verdict: "allow" | "block" | "challenge" | null;
        };
        IdentifyPalm: {
            capture: components["schemas"]["CaptureInput"];
        };
        LabelScan: {
            /**
             * @description What a person who looked into it says; null takes it back.
             * @enum {string|null}
             */
            label: "correct" | "missed" | "wrong_person" | null;
        };
        ListEntryView: {
            /** Format: date-time */
            added_at: string;
            /** Format: date-time */
            expires_at: string | null;
            value: string;
        };
        ListOfEntries: {
            data: components["schemas"]["ListEntryView"][];
            has_more: boolean;
            next_cursor: string | null;
            /** @description null when read by cursor */
            page: number | null;
            per_page: number;
            /** @description Exact to 100,000. */
            total: number;
            /** @description true when there are more than 100,000. */
            total_capped?: boolean;
        };
        ListOfLists: {
            data: components["schemas"]["ListView"][];
            has_more: boolean;
            next_cursor: string | null;
            /** @description null when read by cursor */
            page: number | null;
            per_page: number;
            /** @description Exact to 100,000. */
            total: number;
            /** @description true when there are more than 100,000. */
            total_capped?: boolean;
        };
        ListView: {
            /** Format: date-time */
            created_at: string;
            description: string | null;
            entry_count: number;
            /** Format: uuid */
            list_id: string;
            name: string;
            /** @description Seconds after which an entry ends by itself; null: it stays. */
            ttl: number | null;
            /** @enum {string} */
            type: "device" | "external_id" | "ip" | "member";
            /** Format: date-time */
            updated_at: string;
        };
        LivenessInput: {
            method: string;
            passed: boolean;
        };
        LivenessView: {
            /** @enum {string} */
            status: "ok";
        };
        MemberExportView: {
            /** @description Everything held about the person, by what it is: `member`, `templates` (without their codes), `scan_results`, `transactions`, `enrollment_sessions`, `lists`, `terminal_answers`, `webhook_events`, `audit_events`. */
            data: {
                [key: string]: unknown[];
            };
            /** Format: date-time */
            exported_at: string;
            /** Format: uuid */
            member_id: string;
            /** Format: uuid */
            project_id: string;
        };
        MemberList: {
            data: components["schemas"]["MemberView"][];
            has_more: boolean;
            next_cursor: string | null;
            /** @description null when read by cursor */
            page: number | null;
            per_page: number;
            /** @description Exact to 100,000. */
            total: number;
            /** @description true when there are more than 100,000. */
            total_capped?: boolean;
        };
        MemberSummaryView: {
            /** @description Most recent first, at most 100. */
            devices: components["schemas"]["SummaryDeviceView"][];
            /** Format: date-time */
            first_scan_at: string | null;
            /** Format: date-time */
            last_scan_at: string | null;
            /** @description Names of the lists that the member is on. */
            lists: string[];
            scan_count: number;
        };
        MemberView: {
            consent: components["schemas"]["ConsentView"] | null;
            /** Format: date-time */
            created_at: string;
            display_name: string | null;
            email: string | null;
            external_id: string | null;
            hands: string[];
            /** Format: date-time */
            last_scan_at: string | null;
            /** Format: uuid */
            member_id: string;
            metadata: {
                [key: string]: unknown;
            };
            phone: string | null;
            /** Format: uuid */
            project_id: string;
            /** @enum {string} */
            status: "active" | "disabled";
            tags: string[];
            /** Format: date-time */
            updated_at: string;
            /** @description Before this moment scans of the member are blocked. */
            valid_from: string | null;
            /** @description From this moment on scans of the member are blocked. */
            valid_until: string | null;
        };
        OrganizationList: {
            data: components["schemas"]["OrganizationView"][];
            has_more: boolean;
            next_cursor: string | null;
            /** @description null when read by cursor */
            page: number | null;
            per_page: number;
            /** @description Exact to 100,000. */
            total: number;
            /** @description true when there are more than 100,000. */
            total_capped?: boolean;
        };
        OrganizationSettingsInput: {
            /** @description Days after which a key is due for rotation; null for never. Nothing is switched off. */
            key_max_age_days?: number | null;
            /** @description Ask everybody for a second factor; set by an owner whose own sign-in had one. */
            require_mfa?: boolean;
        };
        OrganizationSettingsView: {
            /** @description Days after which a key is due for rotation. */
            key_max_age_days: number | null;
            require_mfa: boolean;
        };
        OrganizationUserList: {
            data: components["schemas"]["OrganizationUserView"][];
            has_more: boolean;
            next_cursor: string | null;
            /** @description null when read by cursor */
            page: number | null;
            per_page: number;
            /** @description Exact to 100,000. */
            total: number;
            /** @description true when there are more than 100,000. */
            total_capped?: boolean;
        };
        OrganizationUserView: {
            /** Format: date-time */
            created_at: string;
            email: string | null;
            name: string | null;
            /** @enum {string} */
            role: "admin" | "owner" | "viewer";
            /** @enum {string} */
            status: "active" | "disabled" | "invited";
            uid: string | null;
            /** Format: uuid */
            user_id: string | null;
        };
        OrganizationView: {
            /** Format: date-time */
            created_at: string;
            name: string;
            /** Format: uuid */
            organization_id: string;
            plan: string;
            /**
             * @description The caller's; null for a key.
             * @enum {string|null}
             */
            role: "admin" | "owner" | "viewer" | null;
            settings: components["schemas"]["OrganizationSettingsView"];
        };
        OverLimitView: {
            over_limit: boolean;
        };
        PatchApiKey: {
            /** @description Addresses or blocks (CIDR) that the key may be used from; null for any. */
            allowed_ips?: string[] | null;
            /**
             * Format: date-time
             * @description Earlier than today's end only.
             */
            expires_at?: string;
            name?: string;
        };
        PatchDevice: {
            /** @description false refuses the terminal at once and fails its session. */
            enabled?: boolean;
            metadata?: {
                [key: string]: unknown;
            };
            /** @enum {string} */
            mode?: "demo" | "standard";
            name?: string;
            /**
             * Format: uuid
             * @description Where it stands: a site of this project; null: nowhere.
             */
            site_id?: string | null;
            /** @description Replaces all of them; at most 20, of at most 40 characters. */
            tags?: string[];
        };
        PatchEnvironment: {
            allows_server_lookup?: boolean;
            /**
             * @description What a terminal's key must prove of itself before its code is completed.
             * @enum {string}
             */
            attestation_policy?: "log" | "off" | "require";
            name?: string;
            region?: string | null;
            /** @enum {string} */
            registration_policy?: "code" | "sandbox_only";
            shared?: boolean;
        };
        PatchMember: {
            /** @description null withdraws the consent: the palms of the member are destroyed at once. */
            consent?: components["schemas"]["ConsentInput"] | null;
            display_name?: string | null;
            /** Format: email */
            email?: string | null;
            external_id?: string | null;
            metadata?: {
                [key: string]: unknown;
            } | null;
            phone?: string | null;
            /** @enum {string} */
            status?: "active" | "disabled";
            /** @description Replaced whole. */
            tags?: string[];
            /**
             * Format: date-time
             * @description Before this moment scans of the member are blocked.
             */
            valid_from?: string | null;
            /**
             * Format: date-time
             * @description From this moment on scans of the member are blocked; after `valid_from`.
             */
            valid_until?: string | null;
        };
        PatchOrganization: {
            name?: string;
            settings?: components["schemas"]["OrganizationSettingsInput"];
        };
        PatchProject: {
            /**
             * Format: uuid
             * @description Set once; null is refused when there is one.
             */
            environment_id?: string | null;
            name?: string;
            phone_number?: string | null;
            settings?: components["schemas"]["ProjectSettingsInput"];
            time_zone?: string;
            /** Format: uri */
            website?: string | null;
        };
        PatchRule: {
            action?: components["schemas"]["PatchRuleAction"];
            /**
             * @description A group `{operator: "AND" | "OR", rules: [...]}` of conditions `{field, operator, value}` and groups; at most 5 groups deep, at most 50 conditions. `in` and `not_in` take a list of values, or `{"list": "name"}`. Fields: `operation`, `result`, `hand`, `quality`, `confidence`, `member.id`, `member.external_id`, `member.status`, `member.enrolled_days`, `member.scan_count_24h`, `source.ip`, `device.id`, `device.mode`, `time.hour`, `time.weekday`, `time.zone`, `velocity.member_5m`, `velocity.device_1m`, `signals.near_miss`, `signals.new_device_for_member`, `signals.replayed_capture`, `signals.off_hours`, `signals.impossible_travel`, `signals.clock_untrusted`, `signals.repeated_failures`, `transaction.type`, `transaction.status`, `transaction.amount_minor`, `transaction.currency`, `transaction.reference`, `transaction.age_minutes`, `member.metadata.<key>`, `device.metadata.<key>`, `transaction.metadata.<key>`.
             * @example {
             *       "operator": "AND",
             *       "rules": [
             *         {
             *           "field": "velocity.member_5m",
             *           "operator": "gt",
             *           "value": 3
             *         }
             *       ]
             *     }
             */
            conditions?: {
                [key: string]: unknown;
            };
            name?: string;
            priority?: number;
            /** @enum {string} */
            status?: "draft" | "live" | "monitor" | "paused";
        };
        PatchRuleAction: {
            /**
             * @description `{"type": "add_to_list" | "remove_from_list", "list": "name"}`, `{"type": "emit_webhook", "label"?: "text"}`, `{"type": "disable_member"}`; at most 10.
             * @example [
             *       {
             *         "type": "add_to_list",
             *         "list": "blocked_devices"
             *       }
             *     ]
             */
            side_effects?: {
                [key: string]: unknown;
            }[];
            /** @enum {string} */
            verdict?: "allow" | "block" | "challenge";
        };
        PatchSite: {
            /** @description As written on a letter. */
            address?: string | null;
            /** @description ISO 3166-1 alpha-2, such as `DE`. */
            country?: string | null;
            /** @description Degrees north. */
            latitude?: number | null;
            /** @description Degrees east. */
            longitude?: number | null;
            name?: string;
            /** @description IANA time zone of rules here; null takes that of the project. */
            time_zone?: string | null;
        };
        PatchUser: {
            disabled?: boolean;
            /** @enum {string} */
            role?: "admin" | "owner" | "viewer";
        };
        PatchWebhook: {
            description?: string | null;
            /** @description false holds deliveries back; true lets them go on. */
            enabled?: boolean;
            event_types?: string[];
            filters?: components["schemas"]["WebhookFilters"] | null;
            url?: string;
        };
        PollEnrollment: {
            /** @default 0 */
            last_version?: number;
            /** Format: uuid */
            session_id: string;
            /** @default 0 */
            wait_s?: number;
        };
        PollForKey: {
            device_code: string;
        };
        PollProblem: {
            /** @description With `slow_down`: ask every so many seconds from now on. */
            interval?: number;
            /** @description The code of `error` again, where the other answers have theirs. */
            status: string;
        } & components["schemas"]["Problem"];
        PresentedView: {
            scan: components["schemas"]["TerminalScanView"] | null;
            session: components["schemas"]["SessionView"] | null;
        };
        PresentPalm: {
            /** @description Whose palm, and which: a synthetic one, the same for the same name. */
            palm: string;
        };
        /** @description The one body of every refusal. */
        Problem: {
            error: {
                /** @description Names the refusal for programs; it does not change. */
                code: string;
                /** @description What a program needs to go on: all refused fields, or facts of this refusal. */
                details?: unknown;
                docs_url: string;
                /** @description The first field that was refused. */
                field?: string;
                /** @description Says it for people; it may change. */
                message: string;
                /**
                 * Format: uuid
                 * @description As in `X-Request-Id`; say it when you ask for help.
                 */
                request_id: string;
            };
        };
        ProgressView: {
            captures_accepted: number;
            captures_required: number;
            /** @description What the person should do now; a code that is not known is to be treated as `none`. */
            hint: string | null;
            hint_text: string | null;
            last_quality: number | null;
        };
        ProjectList: {
            data: components["schemas"]["ProjectView"][];
            has_more: boolean;
            next_cursor: string | null;
            /** @description null when read by cursor */
            page: number | null;
            per_page: number;
            /** @description Exact to 100,000. */
            total: number;
            /** @description true when there are more than 100,000. */
            total_capped?: boolean;
        };
        ProjectSettingsInput: {
            consent_required?: boolean;
            /** @description Which fields of a matched member a terminal may show. */
            display_fields?: ("display_name" | "external_id")[];
            /**
             * @description `hand`: each enrollment needs a picture of the whole hand that agrees with the others.
             * @enum {string}
             */
            enroll_from?: "any" | "hand";
            extended_events?: boolean;
            /** @enum {string} */
            liveness?: "log" | "off" | "require";
            /**
             * @description Whose word about liveness counts: the terminal's, a signed one of an attested terminal, or the gateway's own check.
             * @enum {string}
             */
            liveness_source?: "attested" | "gateway" | "reported";
            retention_days?: number | null;
            /** @description How much each signal or list adds to a scan's risk, −100 to 100. */
            risk_weights?: {
                [key: string]: number;
            };
        };
        ProjectSettingsView: {
            consent_required: boolean;
            display_fields: string[];
            /** @enum {string} */
            enroll_from: "any" | "hand";
            extended_events: boolean;
            /** @enum {string} */
            liveness: "log" | "off" | "require";
            /** @enum {string} */
            liveness_source: "attested" | "gateway" | "reported";
            retention_days: number | null;
            risk_weights: {
                [key: string]: number;
            };
        };
        ProjectUsageView: {
            identify: number;
            /** Format: uuid */
            project_id: string;
            verify: number;
        };
        ProjectView: {
            /** Format: date-time */
            created_at: string;
            environment: components["schemas"]["EnvironmentView"] | null;
            name: string;
            /** Format: uuid */
            organization_id: string;
            phone_number: string | null;
            /** Format: uuid */
            project_id: string;
            server_lookup: components["schemas"]["ServerLookupView"];
            settings: components["schemas"]["ProjectSettingsView"];
            tenant_managed: boolean;
            time_zone: string;
            website: string | null;
        };
        ReceiptKeysView: {
            keys: components["schemas"]["ReceiptKeyView"][];
        };
        ReceiptKeyView: {
            /** @enum {string} */
            alg: "EdDSA";
            /** @enum {string} */
            crv: "Ed25519";
            kid: string;
            /** @enum {string} */
            kty: "OKP";
            /** @enum {string} */
            use: "sig";
            /** @description The public key, base64url. */
            x: string;
        };
        RecoverDeliveries: {
            /**
             * Format: date-time
             * @description Failed deliveries that were made from this moment on are sent once more.
             */
            since: string;
        };
        RecoveryView: {
            /** @description Events that are sent once more. */
            recovering: number;
        };
        RegistrationPollView: {
            /** Format: uuid */
            device_id?: string;
            interval?: number;
            /** Format: uuid */
            project_id?: string;
            /** @enum {string} */
            status: "pending" | "registered";
        };
        RegistrationView: {
            expires_in: number;
            interval: number;
            /** @description For a QR code: opens the console's pairing page. */
            qr_text: string;
            registration_code: string;
            /** Format: uuid */
            registration_id: string;
        };
        RequestDeviceCode: {
            /** @description Shown to the person who approves: 1 to 64 printable characters. */
            client_name: string;
        };
        RerollApiKey: {
            /** @description Seconds during which the old key still works; default a day. */
            overlap_s?: number;
        };
        RetentionPolicyView: {
            consent_required: boolean;
            idempotent_answers_hours: number;
            /** @enum {string} */
            pictures: "never_stored";
            /** Format: uuid */
            project_id: string;
            /** @description Whole months; older ones are dropped. */
            scan_results_months: number;
            templates: components["schemas"]["TemplateRetentionView"];
            /** @description Kept until erased, without the person afterwards. */
            transactions_months: number | null;
        };
        RotatedSecretView: {
            /**
             * Format: date-time
             * @description Until then deliveries are signed by the old one too.
             */
            previous_secret_expires_at: string;
            /** @description The new secret, shown this once. */
            secret?: string;
            /**
             * @description In the answer to a repeated `Idempotency-Key`, in place of the secret.
             * @constant
             */
            secret_already_shown?: true;
            /** Format: uuid */
            webhook_id: string;
        };
        RotateSecret: {
            /** @description For so long deliveries are signed by the old secret too. */
            grace_s?: number;
        };
        RuleActionInput: {
            /**
             * @description `{"type": "add_to_list" | "remove_from_list", "list": "name"}`, `{"type": "emit_webhook", "label"?: "text"}`, `{"type": "disable_member"}`; at most 10.
             * @example [
             *       {
             *         "type": "add_to_list",
             *         "list": "blocked_devices"
             *       }
             *     ]
             */
            side_effects?: {
                [key: string]: unknown;
            }[];
            /** @enum {string} */
            verdict: "allow" | "block" | "challenge";
        };
        RuleActionView: {
            side_effects: {
                [key: string]: unknown;
            }[];
            /** @enum {string} */
            verdict: "allow" | "block" | "challenge";
        };
        RuleList: {
            data: components["schemas"]["RuleView"][];
            has_more: boolean;
            next_cursor: string | null;
            /** @description null when read by cursor */
            page: number | null;
            per_page: number;
            /** @description Exact to 100,000. */
            total: number;
            /** @description true when there are more than 100,000. */
            total_capped?: boolean;
        };
        RuleStatsView: {
            /** Format: date-time */
            last_match_at: string | null;
            /** @description Scans that it decided; while it is monitored, scans that it would match. */
            match_count: number;
        };
        RuleView: {
            action: components["schemas"]["RuleActionView"];
            conditions: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            created_at: string;
            name: string;
            priority: number;
            /** Format: uuid */
            rule_id: string;
            stats: components["schemas"]["RuleStatsView"];
            /** @enum {string} */
            status: "draft" | "live" | "monitor" | "paused";
            /** Format: date-time */
            updated_at: string;
        };
        ScanAnalyticsView: {
            /** Format: date-time */
            from: string;
            /** @description Empty hours, days and weeks are there; so are verdicts, results and operations that did not occur. */
            groups: {
                /** @description When grouped by it. */
                app_version?: string | null;
                count: number;
                /** @description When grouped by it. */
                country?: string | null;
                /** @description When grouped by it. */
                day?: string | null;
                /** @description When grouped by it. */
                device?: string | null;
                /** @description When grouped by it. */
                hour?: string | null;
                /** @description When grouped by it. */
                model?: string | null;
                /** @description When grouped by it. */
                operation?: string | null;
                /** @description Part of the total, 0 to 1. */
                pct: number;
                /** @description When grouped by it. */
                result?: string | null;
                /** @description When grouped by it. */
                site?: string | null;
                /** @description When grouped by it. */
                verdict?: string | null;
                /** @description When grouped by it. */
                week?: string | null;
            }[];
            /** Format: date-time */
            to: string;
            total: number;
        };
        ScanBatch: {
            /** @description Judged one by one: one that is `invalid` or `deferred` stops none of the others. */
            scans: components["schemas"]["TerminalScanInput"][];
        };
        ScanDeviceView: {
            app_version: string;
            integrity: string;
            model: string;
            name: string;
        };
        ScanExplanationView: {
            /** Format: date-time */
            created_at: string;
            gates: components["schemas"]["GateView"][];
            /** Format: uuid */
            matched_rule_id: string | null;
            operation: string;
            result: string;
            /** Format: uuid */
            scan_id: string;
            verdict: string | null;
        };
        ScanItemErrorView: {
            code: string;
            /** @description What to go on from: `last_counter` after a `counter_conflict`. */
            details?: Record<string, never>;
            field?: string;
            message: string;
        };
        ScanResultList: {
            data: components["schemas"]["ScanResultView"][];
            has_more: boolean;
            next_cursor: string | null;
            /** @description null when read by cursor */
            page: number | null;
            per_page: number;
            /** @description Exact to 100,000. */
            total: number;
            /** @description true when there are more than 100,000. */
            total_capped?: boolean;
        };
        ScanResultView: {
            /** Format: date-time */
            captured_at: string;
            /**
             * Format: date-time
             * @description What the terminal's clock said, where that cannot be; `captured_at` is the arrival then.
             */
            claimed_captured_at?: string;
            confidence?: number;
            /** Format: date-time */
            created_at: string;
            demo: boolean;
            /** @description The device as it was; null for scans of a server and from before this was kept. */
            device: components["schemas"]["ScanDeviceView"] | null;
            /** Format: uuid */
            device_id?: string;
            hand: string;
            /**
             * @description When somebody labelled it.
             * @enum {string}
             */
            label?: "correct" | "missed" | "wrong_person";
            /** Format: uuid */
            matched_rule_id: string | null;
            /**
             * Format: uuid
             * @description Only when an identify found the person.
             */
            member_id?: string;
            offline: boolean;
            /** @enum {string} */
            operation: "enroll" | "identify" | "verify";
            quality: number | null;
            /** @enum {string} */
            result: "ambiguous" | "duplicate" | "error" | "liveness_failed" | "low_quality" | "matched" | "not_matched";
            /** Format: uuid */
            scan_id: string;
            /** Format: uuid */
            session_id?: string;
            signals: Record<string, never>;
            /** @description The place where the device stood; null where it had no site. */
            site: components["schemas"]["ScanSiteView"] | null;
            /** @enum {string} */
            source: "api" | "terminal";
            source_ip?: string;
            /** @enum {string|null} */
            verdict: "allow" | "block" | "challenge" | null;
        };
        ScanSiteView: {
            country: string | null;
            latitude: number | null;
            longitude: number | null;
            name: string;
            /** Format: uuid */
            site_id: string;
        };
        SendCapture: {
            capture: components["schemas"]["CaptureInput"];
            challenge: string;
            seq: number;
        };
        SentRequestView: {
            body: string;
            headers: {
                [key: string]: string;
            };
        };
        ServerLookupView: {
            /** @description Requested, and allowed by the environment right now. */
            effective: boolean;
            requested: boolean;
        };
        SessionAnswer: {
            session: components["schemas"]["SessionView"] | null;
        };
        SessionList: {
            data: components["schemas"]["SessionView"][];
            has_more: boolean;
            next_cursor: string | null;
            /** @description null when read by cursor */
            page: number | null;
            per_page: number;
            /** @description Exact to 100,000. */
            total: number;
            /** @description true when there are more than 100,000. */
            total_capped?: boolean;
        };
        SessionPollAnswer: {
            changed: boolean;
            session: components["schemas"]["SessionView"] | null;
        };
        SessionResultView: {
            /** Format: uuid */
            enrollment_id: string;
            /** @enum {string} */
            hand: "left" | "right";
            quality: number;
            /** Format: uuid */
            scan_id: string;
            template_ids: string[];
        };
        SessionView: {
            /** Format: date-time */
            completed_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            delivered_at: string | null;
            /** Format: uuid */
            device_id: string | null;
            /** Format: date-time */
            expires_at: string;
            failure_code: string | null;
            failure_message: string | null;
            /** @enum {string} */
            hand: "any" | "left" | "right";
            /** Format: uuid */
            member_id: string;
            progress: components["schemas"]["ProgressView"];
            /** Format: uuid */
            project_id: string;
            result: components["schemas"]["SessionResultView"] | null;
            /** Format: uuid */
            session_id: string;
            /** @enum {string} */
            status: "active" | "cancelled" | "completed" | "expired" | "failed" | "pending" | "processing";
            version: number;
        };
        SetServerLookup: {
            enabled: boolean;
        };
        SetTerminalConfig: {
            /** @description What every terminal of the project gets: at most 100 KB of JSON, its meaning is between the tenant and its terminals. */
            config: {
                [key: string]: unknown;
            };
        };
        SignalAnalyticsView: {
            /** Format: date-time */
            from: string;
            signals: components["schemas"]["SignalShareView"][];
            /** Format: date-time */
            to: string;
            /** @description All scans of the span. */
            total: number;
        };
        SignalShareView: {
            count: number;
            /** @description The local date, when grouped by day. */
            day?: string;
            /** @description Part of all scans of the span, or of the day or week. */
            rate: number;
            signal: string;
            /** @enum {string} */
            trend: "down" | "stable" | "up";
            /** @description The date of the Monday, when grouped by week. */
            week?: string;
        };
        SignedOutView: {
            /**
             * Format: date-time
             * @description Tokens of sign-ins before this moment are refused.
             */
            signed_out_at: string;
            /** Format: uuid */
            user_id: string;
        };
        SiteList: {
            data: components["schemas"]["SiteView"][];
            has_more: boolean;
            next_cursor: string | null;
            /** @description null when read by cursor */
            page: number | null;
            per_page: number;
            /** @description Exact to 100,000. */
            total: number;
            /** @description true when there are more than 100,000. */
            total_capped?: boolean;
        };
        SiteView: {
            address: string | null;
            /** @description ISO 3166-1 alpha-2. */
            country: string | null;
            /** Format: date-time */
            created_at: string;
            /** @description Devices that stand here and are not decommissioned. */
            device_count: number;
            latitude: number | null;
            longitude: number | null;
            name: string;
            /** Format: uuid */
            project_id: string;
            /** Format: uuid */
            site_id: string;
            /** @description IANA time zone; null: that of the project. */
            time_zone: string | null;
            /** Format: date-time */
            updated_at: string;
        };
        StartEnrollment: {
            /**
             * @description Sandboxes only.
             * @default false
             */
            allow_duplicate?: boolean;
            /** @default 3 */
            captures_required?: number;
            /** @default 120 */
            expires_in_s?: number;
            /**
             * @default any
             * @enum {string}
             */
            hand?: "any" | "left" | "right";
            /** Format: uuid */
            member_id: string;
            /** @default false */
            replace?: boolean;
        };
        StartRegistration: {
            app_version: string;
            model: string;
            os_version?: string | null;
            serial_number: string;
        };
        SummaryDeviceView: {
            /** Format: uuid */
            device_id: string;
            /** Format: date-time */
            last_scan_at: string;
            scan_count: number;
        };
        TemplateList: {
            data: components["schemas"]["TemplateView"][];
            has_more: boolean;
            next_cursor: string | null;
            /** @description null when read by cursor */
            page: number | null;
            per_page: number;
            /** @description Exact to 100,000. */
            total: number;
            /** @description true when there are more than 100,000. */
            total_capped?: boolean;
        };
        TemplateRetentionView: {
            /**
             * @description A member who was never scanned: the enrollment.
             * @enum {string}
             */
            counted_from: "last_scan";
            /** @description Withdrawn consent, deletion and erasure end them at once. */
            destroyed_at_once_on: string[];
            /** @description What holds: the smaller of both. */
            effective_days: number;
            /** @description No project keeps templates longer. */
            most_days: number;
            /** @description What the project chose; null: the most there is. */
            retention_days: number | null;
        };
        TemplateView: {
            /** Format: date-time */
            created_at: string;
            engine_version: number;
            /** Format: uuid */
            enrollment_id: string;
            /** @enum {string} */
            hand: "left" | "right";
            /** Format: uuid */
            member_id: string;
            quality: number;
            /** @description False for a template of another engine version: codes of two versions cannot be compared. */
            searched: boolean;
            /** Format: uuid */
            template_id: string;
        };
        TerminalConfigurationView: {
            config: {
                [key: string]: unknown;
            };
            config_version: number;
            /** Format: uuid */
            project_id: string;
        };
        TerminalConfigView: {
            config: {
                [key: string]: unknown;
            };
            config_version: number;
        };
        TerminalNonceView: {
            /**
             * Format: date-time
             * @description The nonce itself is in the header `DPoP-Nonce`.
             */
            server_time: string;
        };
        TerminalPoll: {
            app_version?: string;
            config_version?: number;
            /**
             * Format: uuid
             * @description The session that the terminal knows, and its version: answered at once when the truth differs.
             */
            session_id?: string | null;
            session_version?: number | null;
            /** @description How long the answer may wait for work, 0 to 30 seconds. */
            wait_s: number;
        };
        TerminalPollView: {
            config: components["schemas"]["TerminalConfigView"] | null;
            next_poll_in_s: number;
            /** Format: date-time */
            server_time: string;
            session: components["schemas"]["SessionView"] | null;
        };
        TerminalScanInput: {
            /** @description Milliseconds since the capture, by a clock that nobody sets; it counts when `captured_at` is sent as well. */
            age_ms?: number;
            capture: components["schemas"]["CaptureInput"];
            /**
             * Format: date-time
             * @description By the terminal's local clock, corrected by what its proof shows of that clock.
             */
            captured_at?: string;
            /** @description Rises with every scan of the device. */
            counter: number;
            offline?: boolean;
            /** @description Names the scan: sent again, it changes nothing. */
            scan_ref: string;
        };
        TerminalScansView: {
            /** @description The highest counter that was taken from this device. */
            last_counter: number;
            results: components["schemas"]["TerminalScanView"][];
            /** @description Present when the organization has used up its plan: the terminal works on, its people should hear of it. */
            usage?: components["schemas"]["OverLimitView"];
        };
        TerminalScanView: {
            counter: number | null;
            /** @description Why it was not taken. */
            error?: components["schemas"]["ScanItemErrorView"];
            /**
             * @description What the person should do now; a code that is not known is to be treated as `none`.
             * @enum {string}
             */
            hint?: "center" | "clean_lens" | "come_closer" | "hold_flat" | "hold_still" | "less_light" | "more_light" | "move_back" | "none" | "show_hand" | "turn_palm";
            hint_text?: string;
            matched: boolean;
            member?: {
                [key: string]: unknown;
            };
            /** @description Why the picture was not used. */
            reason?: string;
            /** Format: uuid */
            scan_id: string | null;
            /** @description null when the item had none that can be read. */
            scan_ref: string | null;
            /** @description The scan's result, or why it was not taken: `invalid`, `deferred` (send it again), `counter_conflict`, … */
            status: string;
            verdict: string | null;
        };
        TerminalSessionView: {
            session: components["schemas"]["SessionView"];
        };
        TerminalTokenView: {
            access_token: string;
            /** Format: uuid */
            device_id: string;
            expires_in: number;
            /** Format: uuid */
            project_id: string;
            /** @enum {string} */
            token_type: "DPoP";
        };
        TestSentView: {
            /** Format: uuid */
            delivery_id: string;
            /** Format: uuid */
            event_id: string;
            /**
             * Format: uuid
             * @description Also in the event's `data`.
             */
            test_id: string;
        };
        TimelineEntryView: {
            details: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            ended_at: string;
            /**
             * @description `contact` and `gap` are stretches, the others moments.
             * @enum {string}
             */
            kind: "clock_skew" | "config" | "contact" | "gap" | "refused" | "version";
            /** Format: date-time */
            started_at: string;
        };
        TimelineList: {
            data: components["schemas"]["TimelineEntryView"][];
            has_more: boolean;
            next_cursor: string | null;
            /** @description null when read by cursor */
            page: number | null;
            per_page: number;
            /** @description Exact to 100,000. */
            total: number;
            /** @description true when there are more than 100,000. */
            total_capped?: boolean;
        };
        TimelineView: {
            app_version: string;
            /** @description Terminal's clock minus ours, as of its last proof. */
            clock_skew_s: number;
            config_version: number;
            /** @description The contact that lasts, if one does. */
            contact_since: string | null;
            /** Format: uuid */
            device_id: string;
            entries: components["schemas"]["TimelineList"];
            /** Format: date-time */
            last_seen_at: string | null;
            /** Format: date-time */
            next_contact_due_at: string | null;
            /** @enum {string} */
            status: "decommissioned" | "disabled" | "never_seen" | "offline" | "online";
        };
        TransactionList: {
            data: components["schemas"]["TransactionView"][];
            has_more: boolean;
            next_cursor: string | null;
            /** @description null when read by cursor */
            page: number | null;
            per_page: number;
            /** @description Exact to 100,000. */
            total: number;
            /** @description true when there are more than 100,000. */
            total_capped?: boolean;
        };
        TransactionView: {
            amount_minor?: number;
            /** Format: date-time */
            created_at: string;
            currency?: string;
            /** Format: uuid */
            device_id?: string;
            /** Format: uuid */
            member_id?: string;
            metadata: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            occurred_at: string;
            reference?: string;
            /** Format: uuid */
            scan_id?: string;
            status: string;
            /** Format: uuid */
            transaction_id: string;
            /** @enum {string} */
            type: "access" | "check_in" | "custom" | "payment";
        };
        UsageView: {
            /** @description null where nothing limits it. */
            limit: number | null;
            /** @description `YYYY-MM` */
            month: string;
            /** Format: uuid */
            organization_id: string;
            over_limit: boolean;
            /** @description A plan, or `custom` where the operator of this gateway set other figures. */
            plan: string;
            projects: components["schemas"]["ProjectUsageView"][];
            /** @description Requests a second by all keys of the organization; null where nothing limits them. */
            requests_per_s: number | null;
            /** Format: date-time */
            resets_at: string;
            /** @description Identifications and verifications in production, by keys and terminals. */
            used: number;
        };
        VerificationView: {
            confidence: number | null;
            /** Format: date-time */
            created_at: string;
            /**
             * @description What the person should do now; a code that is not known is to be treated as `none`.
             * @enum {string}
             */
            hint: "center" | "clean_lens" | "come_closer" | "hold_flat" | "hold_still" | "less_light" | "more_light" | "move_back" | "none" | "show_hand" | "turn_palm";
            hint_text: string;
            /** Format: uuid */
            matched_rule_id: string | null;
            /** Format: uuid */
            member_id: string;
            /** Format: uuid */
            scan_id: string;
            /** @enum {string|null} */
            verdict: "allow" | "block" | "challenge" | null;
            verified: boolean;
        };
        VerifyPalm: {
            capture: components["schemas"]["CaptureInput"];
            /** Format: uuid */
            member_id: string;
            /** @description Your name for the place of the attempt (an entrance, a till); failures in a row are counted by it. */
            point_ref?: string;
        };
        WebhookFilters: {
            /** Format: uuid */
            device_id?: string | null;
            /** Format: uuid */
            rule_id?: string | null;
            verdict?: ("allow" | "block" | "challenge")[] | null;
        };
        WebhookFiltersView: {
            /** Format: uuid */
            device_id?: string;
            /** Format: uuid */
            rule_id?: string;
            verdict?: ("allow" | "block" | "challenge")[];
        };
        WebhookList: {
            data: components["schemas"]["WebhookView"][];
            has_more: boolean;
            next_cursor: string | null;
            /** @description null when read by cursor */
            page: number | null;
            per_page: number;
            /** @description Exact to 100,000. */
            total: number;
            /** @description true when there are more than 100,000. */
            total_capped?: boolean;
        };
        WebhookView: {
            /** Format: date-time */
            created_at: string;
            description: string | null;
            /**
             * @description `failing`: no success for 5 days; `gone`: the receiver answered 410.
             * @enum {string|null}
             */
            disabled_reason: "failing" | "gone" | null;
            enabled: boolean;
            event_types: string[];
            filters: components["schemas"]["WebhookFiltersView"];
            /** Format: date-time */
            last_delivery_at: string | null;
            /** Format: uuid */
            project_id: string;
            success_rate_24h: number | null;
            /** Format: date-time */
            updated_at: string;
            url: string;
            /** Format: uuid */
            webhook_id: string;
        };
    };
    responses: {
        /** @description Too many requests: `Retry-After` and `details.retry_after_s` say when to come back. */
        Exhausted: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                "X-RateLimit-Reset": components["headers"]["X-RateLimit-Reset"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Problem"];
            };
        };
        /** @description Another kind of credential, a scope or a role is needed; `code` says which. */
        Forbidden: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Problem"];
            };
        };
        /** @description The request cannot be read, or a field is refused (`field`, all of them in `details`). */
        Invalid: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Problem"];
            };
        };
        /** @description There is no such thing, or the caller may not see it. */
        NotFound: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Problem"];
            };
        };
        /** @description Every other refusal, distinguished by `code`: 405, 500, 503, and what the parser of HTTP refuses. */
        Refused: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Problem"];
            };
        };
        /** @description No credential, or one that is unknown, expired or revoked. */
        Unauthenticated: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: {
        /** @description `true` where an earlier answer to the same Idempotency-Key is repeated. */
        "Idempotent-Replayed": string;
        /** @description Seconds to wait before the next request. */
        "Retry-After": number;
        /** @description The version that this answer was given in. */
        "X-API-Version": string;
        /** @description How many requests the window allows. */
        "X-RateLimit-Limit": number;
        /** @description How many of them are left. */
        "X-RateLimit-Remaining": number;
        /** @description When the window ends, in Unix seconds. */
        "X-RateLimit-Reset": number;
        /** @description Names this request; say it when you ask for help. */
        "X-Request-Id": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    "health.get": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthView"];
                };
            };
            default: components["responses"]["Refused"];
        };
    };
    "health.livez": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LivenessView"];
                };
            };
            default: components["responses"]["Refused"];
        };
    };
    "metrics.get": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            default: components["responses"]["Refused"];
        };
    };
    "apiKeys.self": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyView"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "cliGrants.ask": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RequestDeviceCode"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceCodeView"];
                };
            };
            400: components["responses"]["Invalid"];
            /** @description `body_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "cliGrants.find": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GrantView"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "cliGrants.approve": {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this request: sent again within 24 hours it answers what it answered, and does nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                user_code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApproveGrant"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GrantView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /**
             * @description `grant_decided`: This code was approved or denied already.
             *
             *     `idempotency_in_progress`: The request with this Idempotency-Key is still running.
             *
             *     `idempotency_key_reused`: This Idempotency-Key was used for another request.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `expired`: The code has expired; start over. The registration has expired; start a new one. */
            410: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "cliGrants.deny": {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this request: sent again within 24 hours it answers what it answered, and does nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                user_code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GrantView"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /**
             * @description `grant_decided`: This code was approved or denied already.
             *
             *     `idempotency_in_progress`: The request with this Idempotency-Key is still running.
             *
             *     `idempotency_key_reused`: This Idempotency-Key was used for another request.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `expired`: The code has expired; start over. The registration has expired; start a new one. */
            410: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "cliGrants.poll": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PollForKey"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GrantAnswerView"];
                };
            };
            /** @description The request cannot be read, or a field is refused (`field`, all of them in `details`). */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PollProblem"];
                };
            };
            /**
             * @description `consumed`: The key was delivered already; start over if it is lost.
             *
             *     `expired`: The code has expired; start over. The registration has expired; start a new one.
             */
            410: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PollProblem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PollProblem"];
                };
            };
            /** @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PollProblem"];
                };
            };
            /** @description Too many requests: `Retry-After` and `details.retry_after_s` say when to come back. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PollProblem"];
                };
            };
            /** @description Every other refusal, distinguished by `code`: 405, 500, 503, and what the parser of HTTP refuses. */
            default: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PollProblem"];
                };
            };
        };
    };
    "devices.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                device_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceView"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "devices.update": {
        parameters: {
            query?: never;
            header?: {
                /** @description `ETag` of the GET; 412 when the device was edited since. */
                "If-Match"?: string;
            };
            path: {
                device_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PatchDevice"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description `device_decommissioned`: This device was decommissioned. */
            410: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `precondition_failed`: It was changed since you read it; read it again. */
            412: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "devices.decommission": {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this request: sent again within 24 hours it answers what it answered, and does nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                device_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceView"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /**
             * @description `idempotency_in_progress`: The request with this Idempotency-Key is still running.
             *
             *     `idempotency_key_reused`: This Idempotency-Key was used for another request.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "enrollment.status": {
        parameters: {
            query?: {
                session_id?: string;
            };
            header?: never;
            path: {
                device_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionAnswer"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "enrollment.start": {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this request: sent again within 24 hours it answers what it answered, and does nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                device_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartEnrollment"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /**
             * @description `already_enrolled`: This member has a palm of that hand; send replace:true to replace it.
             *
             *     `device_busy`: An enrollment is under way on this device.
             *
             *     `idempotency_in_progress`: The request with this Idempotency-Key is still running.
             *
             *     `idempotency_key_reused`: This Idempotency-Key was used for another request.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `device_decommissioned`: This device was decommissioned. */
            410: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "enrollment.cancel": {
        parameters: {
            query: {
                session_id: string;
            };
            header?: never;
            path: {
                device_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionAnswer"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /**
             * @description `session_already_final`: The session has ended already.
             *
             *     `session_mismatch`: Another session is under way on this device.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "enrollment.poll": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                device_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PollEnrollment"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionPollAnswer"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description `body_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "devices.timelineOf": {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; excludes `page`. */
                cursor?: string;
                kind?: "clock_skew" | "config" | "contact" | "gap" | "refused" | "version";
                /** @description Page number, from 1. */
                page?: number;
                /** @description Rows a page; default 20. */
                per_page?: number;
            };
            header?: never;
            path: {
                device_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TimelineView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "enrollment.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "environments.list": {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; excludes `page`. */
                cursor?: string;
                /** @description Page number, from 1. */
                page?: number;
                /** @description Rows a page; default 20. */
                per_page?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnvironmentList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "environments.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                environment_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PatchEnvironment"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnvironmentView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description `precondition_failed`: It was changed since you read it; read it again. */
            412: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "events.types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventTypesView"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "organizations.list": {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; excludes `page`. */
                cursor?: string;
                /** @description Page number, from 1. */
                page?: number;
                /** @description Rows a page; default 20. */
                per_page?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "organizations.create": {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this request: sent again within 24 hours it answers what it answered, and does nothing twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateOrganization"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            /**
             * @description `idempotency_in_progress`: The request with this Idempotency-Key is still running.
             *
             *     `idempotency_key_reused`: This Idempotency-Key was used for another request.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "organizations.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationView"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "organizations.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PatchOrganization"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description `body_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "apiKeys.listOfOrganization": {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; excludes `page`. */
                cursor?: string;
                /** @description Page number, from 1. */
                page?: number;
                /** @description Rows a page; default 20. */
                per_page?: number;
            };
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "apiKeys.createForOrganization": {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this request: sent again within 24 hours it answers what it answered, and does nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateApiKey"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedApiKeyView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /**
             * @description `idempotency_in_progress`: The request with this Idempotency-Key is still running.
             *
             *     `idempotency_key_reused`: This Idempotency-Key was used for another request.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "apiKeys.revoke": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyView"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "apiKeys.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PatchApiKey"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description `key_not_in_force`: A revoked or expired key has no successor; create a new one. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "apiKeys.reroll": {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this request: sent again within 24 hours it answers what it answered, and does nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                key_id: string;
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RerollApiKey"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedApiKeyView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /**
             * @description `key_not_in_force`: A revoked or expired key has no successor; create a new one.
             *
             *     `key_superseded`: This key has a successor already; reroll that one.
             *
             *     `idempotency_in_progress`: The request with this Idempotency-Key is still running.
             *
             *     `idempotency_key_reused`: This Idempotency-Key was used for another request.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "auditEvents.list": {
        parameters: {
            query?: {
                /** @description E.g. `api_key.revoked`. */
                action?: string;
                /** @description A user, key or device id, or the name of a job. */
                actor_id?: string;
                /** @description In order from the event after this one; `start` and `end` do not count then. */
                after_sequence?: number;
                /** @description `next_cursor` of the page before; excludes `page`. */
                cursor?: string;
                /** @description Up to, and without, this moment. */
                end?: string;
                object_id?: string;
                object_kind?: string;
                /** @description Page number, from 1. */
                page?: number;
                /** @description Rows a page; default 20. */
                per_page?: number;
                /** @description From this moment on; default 30 days before `end`, or before now. */
                start?: string;
            };
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEventList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "environments.create": {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this request: sent again within 24 hours it answers what it answered, and does nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateEnvironment"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnvironmentView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /**
             * @description `idempotency_in_progress`: The request with this Idempotency-Key is still running.
             *
             *     `idempotency_key_reused`: This Idempotency-Key was used for another request.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "projects.create": {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this request: sent again within 24 hours it answers what it answered, and does nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateProject"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /**
             * @description `idempotency_in_progress`: The request with this Idempotency-Key is still running.
             *
             *     `idempotency_key_reused`: This Idempotency-Key was used for another request.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "usage.get": {
        parameters: {
            query?: {
                /** @description `YYYY-MM`, UTC; default this month. */
                month?: string;
            };
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsageView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "organizations.listUsers": {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; excludes `page`. */
                cursor?: string;
                /** @description Page number, from 1. */
                page?: number;
                /** @description Rows a page; default 20. */
                per_page?: number;
            };
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationUserList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "organizations.addUser": {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this request: sent again within 24 hours it answers what it answered, and does nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddUser"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationUserView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /**
             * @description `user_exists`: This person belongs to the organization already.
             *
             *     `idempotency_in_progress`: The request with this Idempotency-Key is still running.
             *
             *     `idempotency_key_reused`: This Idempotency-Key was used for another request.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "organizations.removeUser": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationUserView"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description `last_owner`: An organization keeps at least one owner. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "organizations.patchUser": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PatchUser"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationUserView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description `last_owner`: An organization keeps at least one owner. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "organizations.signOut": {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this request: sent again within 24 hours it answers what it answered, and does nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                organization_id: string;
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedOutView"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /**
             * @description `idempotency_in_progress`: The request with this Idempotency-Key is still running.
             *
             *     `idempotency_key_reused`: This Idempotency-Key was used for another request.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "projects.list": {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; excludes `page`. */
                cursor?: string;
                /** @description Page number, from 1. */
                page?: number;
                /** @description Rows a page; default 20. */
                per_page?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "projects.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectView"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "projects.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectView"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "projects.update": {
        parameters: {
            query?: never;
            header?: {
                /** @description `ETag` of the GET; 412 when the project was edited since. */
                "If-Match"?: string;
            };
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PatchProject"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description `environment_fixed`: The environment of a project is set once. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `precondition_failed`: It was changed since you read it; read it again. */
            412: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "analytics.scans": {
        parameters: {
            query: {
                /** @description From this moment on. */
                from: string;
                /** @description Default `verdict`. */
                group_by?: "app_version" | "country" | "day" | "device" | "hour" | "model" | "operation" | "result" | "site" | "verdict" | "week";
                /** @description Only scans of this operation; not with `group_by=device`. */
                operation?: "enroll" | "identify" | "verify";
                /** @description Only scans with this result; not with `group_by=device`. */
                result?: "ambiguous" | "duplicate" | "error" | "liveness_failed" | "low_quality" | "matched" | "not_matched";
                /** @description Up to, and without, this moment. */
                to: string;
                /** @description IANA time zone of days, weeks and hours; default UTC. */
                tz?: string;
                /** @description Only scans with this verdict. */
                verdict?: "allow" | "block" | "challenge";
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScanAnalyticsView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "analytics.signals": {
        parameters: {
            query: {
                /** @description From this moment on. */
                from: string;
                /** @description Default `signal`. */
                group_by?: "day" | "signal" | "week";
                /** @description Only this one. */
                signal?: "clock_untrusted" | "impossible_travel" | "near_miss" | "new_device_for_member" | "off_hours" | "repeated_failures" | "replayed_capture";
                /** @description Up to, and without, this moment. */
                to: string;
                /** @description IANA time zone of days, weeks and hours; default UTC. */
                tz?: string;
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignalAnalyticsView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "apiKeys.listOfProject": {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; excludes `page`. */
                cursor?: string;
                /** @description Page number, from 1. */
                page?: number;
                /** @description Rows a page; default 20. */
                per_page?: number;
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "apiKeys.createForProject": {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this request: sent again within 24 hours it answers what it answered, and does nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateProjectApiKey"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedApiKeyView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /**
             * @description `idempotency_in_progress`: The request with this Idempotency-Key is still running.
             *
             *     `idempotency_key_reused`: This Idempotency-Key was used for another request.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "devices.list": {
        parameters: {
            query?: {
                /** @description Exactly this version. */
                app_version?: string;
                /** @description `next_cursor` of the page before; excludes `page`. */
                cursor?: string;
                enabled?: boolean;
                /** @description What the attestation of the device proved. */
                integrity?: "hardware" | "software" | "unverified";
                mode?: "demo" | "standard";
                /** @description Devices that have been offline for at least this long. */
                offline_for_s?: number;
                /** @description Page number, from 1. */
                page?: number;
                /** @description Rows a page; default 20. */
                per_page?: number;
                /** @description Part of the name or of the serial number. */
                q?: string;
                /** @description Devices that stand here. */
                site_id?: string;
                /** @description Default: newest first. A sorted list is read by `page`. */
                sort?: "app_version" | "last_seen_at" | "name";
                status?: "decommissioned" | "disabled" | "never_seen" | "offline" | "online";
                /** @description Devices that have this tag. */
                tag?: string;
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "devices.complete": {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this request: sent again within 24 hours it answers what it answered, and does nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CompleteRegistration"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /**
             * @description `device_registered_elsewhere`: This terminal belongs to another project until it is decommissioned or replaced there.
             *
             *     `registration_code_used`: This code was used already.
             *
             *     `idempotency_in_progress`: The request with this Idempotency-Key is still running.
             *
             *     `idempotency_key_reused`: This Idempotency-Key was used for another request.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `registration_code_expired`: This code has expired; the terminal shows a new one. */
            410: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "enrollment.enroll": {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this request: sent again within 24 hours it answers what it answered, and does nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DirectEnroll"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DirectEnrollmentView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /**
             * @description `already_enrolled`: This member has a palm of that hand; send replace:true to replace it.
             *
             *     `duplicate_palm`: This palm belongs to another member.
             *
             *     `idempotency_in_progress`: The request with this Idempotency-Key is still running.
             *
             *     `idempotency_key_reused`: This Idempotency-Key was used for another request.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `image_too_large`: It depends on the request: `message` says what, `field` where.
             *
             *     `body_too_large`: The body is larger than this route takes.
             */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `bad_dimensions`: It depends on the request: `message` says what, `field` where.
             *
             *     `blurred`: It depends on the request: `message` says what, `field` where.
             *
             *     `captures_not_distinct`: Two captures are the same picture, or nearly so; take another.
             *
             *     `fingers_closed`: It depends on the request: `message` says what, `field` where.
             *
             *     `hand_picture_required`: One of the captures must be a picture of the whole hand (kind hand).
             *
             *     `inconsistent_captures`: The captures do not show one palm.
             *
             *     `liveness_failed`: It depends on the request: `message` says what, `field` where.
             *
             *     `low_quality`: It depends on the request: `message` says what, `field` where.
             *
             *     `no_hand`: It depends on the request: `message` says what, `field` where.
             *
             *     `no_palm`: It depends on the request: `message` says what, `field` where.
             *
             *     `not_a_palm`: It depends on the request: `message` says what, `field` where.
             *
             *     `outside_frame`: It depends on the request: `message` says what, `field` where.
             *
             *     `saturated`: It depends on the request: `message` says what, `field` where.
             *
             *     `several_hands`: It depends on the request: `message` says what, `field` where.
             *
             *     `tilted`: It depends on the request: `message` says what, `field` where.
             *
             *     `too_dark`: It depends on the request: `message` says what, `field` where.
             *
             *     `wrong_hand`: It depends on the request: `message` says what, `field` where.
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "enrollment.list": {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; excludes `page`. */
                cursor?: string;
                device_id?: string;
                member_id?: string;
                /** @description Page number, from 1. */
                page?: number;
                /** @description Rows a page; default 20. */
                per_page?: number;
                status?: "active" | "cancelled" | "completed" | "expired" | "failed" | "pending" | "processing";
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "privacy.list": {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; excludes `page`. */
                cursor?: string;
                /** @description Page number, from 1. */
                page?: number;
                /** @description Rows a page; default 20. */
                per_page?: number;
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasureList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "privacy.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                erasure_id: string;
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasureView"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "events.get": {
        parameters: {
            query?: {
                /** @description The last number that was read; without it from the oldest event that is kept. */
                after_sequence?: number;
                /** @description Events looked at, default 100. */
                limit?: number;
                /** @description Only events of this type; `last_sequence` counts the others too. */
                type?: "demo.scan.success" | "device.offline" | "device.online" | "device.registered" | "enrollment.cancelled" | "enrollment.completed" | "enrollment.failed" | "erasure.completed" | "list.updated" | "member.created" | "member.deleted" | "member.updated" | "rule.matched" | "scan.identified" | "scan.rejected" | "webhook.disabled" | "webhook.test";
                /** @description Seconds to wait when there is no event; default 0. One waiting request for each caller. */
                wait_s?: number;
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventFeedView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description `events_expired`: Events after this number are kept no longer; go on from oldest_sequence. */
            410: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "gallery.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GalleryView"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "identification.identify": {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this request: sent again within 24 hours it answers what it answered, and does nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IdentifyPalm"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentificationView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /**
             * @description `idempotency_in_progress`: The request with this Idempotency-Key is still running.
             *
             *     `idempotency_key_reused`: This Idempotency-Key was used for another request.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `image_too_large`: It depends on the request: `message` says what, `field` where.
             *
             *     `body_too_large`: The body is larger than this route takes.
             */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `bad_dimensions`: It depends on the request: `message` says what, `field` where.
             *
             *     `blurred`: It depends on the request: `message` says what, `field` where.
             *
             *     `fingers_closed`: It depends on the request: `message` says what, `field` where.
             *
             *     `hand_picture_required`: One of the captures must be a picture of the whole hand (kind hand).
             *
             *     `liveness_failed`: It depends on the request: `message` says what, `field` where.
             *
             *     `low_quality`: It depends on the request: `message` says what, `field` where.
             *
             *     `no_hand`: It depends on the request: `message` says what, `field` where.
             *
             *     `no_palm`: It depends on the request: `message` says what, `field` where.
             *
             *     `not_a_palm`: It depends on the request: `message` says what, `field` where.
             *
             *     `outside_frame`: It depends on the request: `message` says what, `field` where.
             *
             *     `saturated`: It depends on the request: `message` says what, `field` where.
             *
             *     `several_hands`: It depends on the request: `message` says what, `field` where.
             *
             *     `tilted`: It depends on the request: `message` says what, `field` where.
             *
             *     `too_dark`: It depends on the request: `message` says what, `field` where.
             *
             *     `wrong_hand`: It depends on the request: `message` says what, `field` where.
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "lists.list": {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; excludes `page`. */
                cursor?: string;
                /** @description Page number, from 1. */
                page?: number;
                /** @description Rows a page; default 20. */
                per_page?: number;
                type?: "device" | "external_id" | "ip" | "member";
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOfLists"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "lists.create": {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this request: sent again within 24 hours it answers what it answered, and does nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateList"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /**
             * @description `list_limit_reached`: A project has at most 200 lists.
             *
             *     `list_name_taken`: Another list of this project has this name.
             *
             *     `idempotency_in_progress`: The request with this Idempotency-Key is still running.
             *
             *     `idempotency_key_reused`: This Idempotency-Key was used for another request.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "lists.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                list_id: string;
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListView"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "lists.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                list_id: string;
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletedListView"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "lists.entries": {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; excludes `page`. */
                cursor?: string;
                /** @description Page number, from 1. */
                page?: number;
                /** @description Rows a page; default 20. */
                per_page?: number;
            };
            header?: never;
            path: {
                list_id: string;
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOfEntries"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "lists.changeEntries": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                list_id: string;
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ChangeEntries"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntriesChangedView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description `list_full`: A list has at most 1000000 entries. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "members.list": {
        parameters: {
            query?: {
                /** @description Only members whose consent is on record, or is not. */
                consent?: boolean;
                /** @description `next_cursor` of the page before; excludes `page`. */
                cursor?: string;
                /** @description Only members with palms on file, or without. */
                enrolled?: boolean;
                external_id?: string;
                /** @description Only members who have palms of this hand. */
                hand?: "left" | "right";
                /** @description Only members without a matched scan since that moment. */
                not_seen_since?: string;
                /** @description Page number, from 1. */
                page?: number;
                /** @description Rows a page; default 20. */
                per_page?: number;
                /**
                 * @description Words that each begin a word of the display name, e-mail address or external id, without accents and case, or digits of
                 *     the telephone number.
                 */
                q?: string;
                status?: "active" | "disabled";
                tag?: string;
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "members.create": {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this request: sent again within 24 hours it answers what it answered, and does nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CreateMember"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /**
             * @description `external_id_taken`: Another member of this project has this external_id.
             *
             *     `idempotency_in_progress`: The request with this Idempotency-Key is still running.
             *
             *     `idempotency_key_reused`: This Idempotency-Key was used for another request.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "members.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                member_id: string;
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberView"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "members.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                member_id: string;
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletedMemberView"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "members.update": {
        parameters: {
            query?: never;
            header?: {
                /** @description `ETag` of the GET; 412 when the member was edited since. */
                "If-Match"?: string;
            };
            path: {
                member_id: string;
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PatchMember"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description `external_id_taken`: Another member of this project has this external_id. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `precondition_failed`: It was changed since you read it; read it again. */
            412: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "privacy.erase": {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this request: sent again within 24 hours it answers what it answered, and does nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                member_id: string;
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EraseMember"];
            };
        };
        responses: {
            /** @description Accepted: it goes on after this answer. */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasureView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /**
             * @description `idempotency_in_progress`: The request with this Idempotency-Key is still running.
             *
             *     `idempotency_key_reused`: This Idempotency-Key was used for another request.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "privacy.export": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                member_id: string;
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberExportView"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "memberHistory.list": {
        parameters: {
            query?: {
                /** @description Which time `start` and `end` are about, and orders the list; default `created_at`. */
                by?: "captured_at" | "created_at";
                /** @description `next_cursor` of the page before; excludes `page`. */
                cursor?: string;
                end?: string;
                /** @description Page number, from 1. */
                page?: number;
                /** @description Rows a page; default 20. */
                per_page?: number;
                /** @description Default: from the first. */
                start?: string;
            };
            header?: never;
            path: {
                member_id: string;
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScanResultList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "memberHistory.summary": {
        parameters: {
            query?: {
                /** @description Which time counts as first and last; default `created_at`, when a scan reached the gateway. */
                by?: "captured_at" | "created_at";
            };
            header?: never;
            path: {
                member_id: string;
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberSummaryView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "templates.list": {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; excludes `page`. */
                cursor?: string;
                /** @description Page number, from 1. */
                page?: number;
                /** @description Rows a page; default 20. */
                per_page?: number;
            };
            header?: never;
            path: {
                member_id: string;
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "templates.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                member_id: string;
                project_id: string;
                template_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateView"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "privacy.policy": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetentionPolicyView"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "rules.list": {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; excludes `page`. */
                cursor?: string;
                /** @description Page number, from 1. */
                page?: number;
                /** @description Rows a page; default 20. */
                per_page?: number;
                status?: "draft" | "live" | "monitor" | "paused";
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "rules.create": {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this request: sent again within 24 hours it answers what it answered, and does nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateRule"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedRuleView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /**
             * @description `rule_limit_reached`: A project has at most 500 rules.
             *
             *     `idempotency_in_progress`: The request with this Idempotency-Key is still running.
             *
             *     `idempotency_key_reused`: This Idempotency-Key was used for another request.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "rules.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
                rule_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleView"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "rules.replace": {
        parameters: {
            query?: never;
            header?: {
                /** @description `ETag` of the GET; 412 when the rule was edited since. */
                "If-Match"?: string;
            };
            path: {
                project_id: string;
                rule_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PatchRule"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedRuleView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description `precondition_failed`: It was changed since you read it; read it again. */
            412: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "rules.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
                rule_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletedRuleView"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "rules.update": {
        parameters: {
            query?: never;
            header?: {
                /** @description `ETag` of the GET; 412 when the rule was edited since. */
                "If-Match"?: string;
            };
            path: {
                project_id: string;
                rule_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PatchRule"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedRuleView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description `precondition_failed`: It was changed since you read it; read it again. */
            412: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "backtest.run": {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this request: sent again within 24 hours it answers what it answered, and does nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                project_id: string;
                rule_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["BacktestRule"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BacktestView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /**
             * @description `rule_unreadable`: This rule cannot be asked; write its conditions anew.
             *
             *     `idempotency_in_progress`: The request with this Idempotency-Key is still running.
             *
             *     `idempotency_key_reused`: This Idempotency-Key was used for another request.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "backtest.runDraft": {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this request: sent again within 24 hours it answers what it answered, and does nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BacktestDraft"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BacktestView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /**
             * @description `rule_unreadable`: This rule cannot be asked; write its conditions anew.
             *
             *     `idempotency_in_progress`: The request with this Idempotency-Key is still running.
             *
             *     `idempotency_key_reused`: This Idempotency-Key was used for another request.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "scans.list": {
        parameters: {
            query?: {
                /** @description Scans of devices that ran this version. */
                app_version?: string;
                /** @description Which time `start` and `end` are about, and orders the list; default `created_at`, when a scan reached the gateway. */
                by?: "captured_at" | "created_at";
                /** @description Scans at sites of this country at the time. */
                country?: string;
                /** @description `next_cursor` of the page before; excludes `page`. */
                cursor?: string;
                device_id?: string;
                /** @description Up to, and without, this moment. */
                end?: string;
                /** @description Scans that identified this member: those that show its `member_id`. */
                member_id?: string;
                /** @description Scans of devices of this model. */
                model?: string;
                operation?: "enroll" | "identify" | "verify";
                /** @description Page number, from 1. */
                page?: number;
                /** @description Rows a page; default 20. */
                per_page?: number;
                result?: "ambiguous" | "duplicate" | "error" | "liveness_failed" | "low_quality" | "matched" | "not_matched";
                /** @description Scans of devices that stood here at the time. */
                site_id?: string;
                /** @description From this moment on; default 30 days before `end`, or before now. */
                start?: string;
                verdict?: "allow" | "block" | "challenge";
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScanResultList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "projects.setServerLookup": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetServerLookup"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /**
             * @description `environment_disallows_server_lookup`: The environment of this project does not allow server lookup.
             *
             *     `project_has_no_environment`: Server lookup needs an environment; set environment_id first.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "sites.list": {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; excludes `page`. */
                cursor?: string;
                /** @description Page number, from 1. */
                page?: number;
                /** @description Rows a page; default 20. */
                per_page?: number;
                /** @description Part of the name. */
                q?: string;
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SiteList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "sites.create": {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this request: sent again within 24 hours it answers what it answered, and does nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateSite"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SiteView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /**
             * @description `idempotency_in_progress`: The request with this Idempotency-Key is still running.
             *
             *     `idempotency_key_reused`: This Idempotency-Key was used for another request.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "devices.configure": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetTerminalConfig"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TerminalConfigurationView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description `body_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "transactions.list": {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; excludes `page`. */
                cursor?: string;
                /** @description Up to, and without, this `occurred_at`. */
                end?: string;
                /** @description Page number, from 1. */
                page?: number;
                /** @description Rows a page; default 20. */
                per_page?: number;
                /** @description From this `occurred_at` on; default 30 days before `end`, or before now. */
                start?: string;
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransactionList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "transactions.create": {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this request: sent again within 24 hours it answers what it answered, and does nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateTransaction"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransactionView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /**
             * @description `scan_not_usable`: A transaction needs a matched scan of the last 5 minutes that was not used before.
             *
             *     `idempotency_in_progress`: The request with this Idempotency-Key is still running.
             *
             *     `idempotency_key_reused`: This Idempotency-Key was used for another request.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "transactions.exportCsv": {
        parameters: {
            query?: {
                /** @description Up to, and without, this `occurred_at`. */
                end?: string;
                /** @description From this `occurred_at` on; default 30 days before `end`, or before now. */
                start?: string;
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "identification.verify": {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this request: sent again within 24 hours it answers what it answered, and does nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VerifyPalm"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerificationView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /**
             * @description `not_enrolled`: This member has no palm of that hand.
             *
             *     `idempotency_in_progress`: The request with this Idempotency-Key is still running.
             *
             *     `idempotency_key_reused`: This Idempotency-Key was used for another request.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `image_too_large`: It depends on the request: `message` says what, `field` where.
             *
             *     `body_too_large`: The body is larger than this route takes.
             */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `bad_dimensions`: It depends on the request: `message` says what, `field` where.
             *
             *     `blurred`: It depends on the request: `message` says what, `field` where.
             *
             *     `fingers_closed`: It depends on the request: `message` says what, `field` where.
             *
             *     `hand_picture_required`: One of the captures must be a picture of the whole hand (kind hand).
             *
             *     `liveness_failed`: It depends on the request: `message` says what, `field` where.
             *
             *     `low_quality`: It depends on the request: `message` says what, `field` where.
             *
             *     `no_hand`: It depends on the request: `message` says what, `field` where.
             *
             *     `no_palm`: It depends on the request: `message` says what, `field` where.
             *
             *     `not_a_palm`: It depends on the request: `message` says what, `field` where.
             *
             *     `outside_frame`: It depends on the request: `message` says what, `field` where.
             *
             *     `saturated`: It depends on the request: `message` says what, `field` where.
             *
             *     `several_hands`: It depends on the request: `message` says what, `field` where.
             *
             *     `tilted`: It depends on the request: `message` says what, `field` where.
             *
             *     `too_dark`: It depends on the request: `message` says what, `field` where.
             *
             *     `wrong_hand`: It depends on the request: `message` says what, `field` where.
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "webhooks.list": {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; excludes `page`. */
                cursor?: string;
                /** @description Only webhooks that are enabled, or only those that are not. */
                enabled?: boolean;
                /** @description Page number, from 1. */
                page?: number;
                /** @description Rows a page; default 20. */
                per_page?: number;
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "webhooks.create": {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this request: sent again within 24 hours it answers what it answered, and does nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateWebhook"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedWebhookView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /**
             * @description `webhook_limit_reached`: A project has at most 25 webhooks.
             *
             *     `idempotency_in_progress`: The request with this Idempotency-Key is still running.
             *
             *     `idempotency_key_reused`: This Idempotency-Key was used for another request.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "webhooks.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookView"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "webhooks.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletedWebhookView"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "webhooks.update": {
        parameters: {
            query?: never;
            header?: {
                /** @description `ETag` of the GET; 412 when the webhook was edited since. */
                "If-Match"?: string;
            };
            path: {
                project_id: string;
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PatchWebhook"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description `precondition_failed`: It was changed since you read it; read it again. */
            412: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "deliveries.list": {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; excludes `page`. */
                cursor?: string;
                /** @description Before this moment; default now. */
                end?: string;
                /** @description Page number, from 1. */
                page?: number;
                /** @description Rows a page; default 20. */
                per_page?: number;
                /** @description From this moment on; default 30 days ago. */
                start?: string;
                status?: "failed" | "pending" | "success";
            };
            header?: never;
            path: {
                project_id: string;
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "deliveries.attempts": {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; excludes `page`. */
                cursor?: string;
                /** @description Page number, from 1. */
                page?: number;
                /** @description Rows a page; default 20. */
                per_page?: number;
            };
            header?: never;
            path: {
                delivery_id: string;
                project_id: string;
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttemptList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "deliveries.replay": {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this request: sent again within 24 hours it answers what it answered, and does nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                delivery_id: string;
                project_id: string;
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryView"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /**
             * @description `idempotency_in_progress`: The request with this Idempotency-Key is still running.
             *
             *     `idempotency_key_reused`: This Idempotency-Key was used for another request.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "deliveries.diagnose": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DiagnosisView"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "deliveries.recover": {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this request: sent again within 24 hours it answers what it answered, and does nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                project_id: string;
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecoverDeliveries"];
            };
        };
        responses: {
            /** @description Accepted: it goes on after this answer. */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /**
             * @description `idempotency_in_progress`: The request with this Idempotency-Key is still running.
             *
             *     `idempotency_key_reused`: This Idempotency-Key was used for another request.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "webhooks.rotateSecret": {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this request: sent again within 24 hours it answers what it answered, and does nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                project_id: string;
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RotateSecret"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RotatedSecretView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /**
             * @description `idempotency_in_progress`: The request with this Idempotency-Key is still running.
             *
             *     `idempotency_key_reused`: This Idempotency-Key was used for another request.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "deliveries.test": {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this request: sent again within 24 hours it answers what it answered, and does nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                project_id: string;
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted: it goes on after this answer. */
            202: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestSentView"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /**
             * @description `idempotency_in_progress`: The request with this Idempotency-Key is still running.
             *
             *     `idempotency_key_reused`: This Idempotency-Key was used for another request.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "privacy.keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptKeysView"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "sandbox.present": {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this request: sent again within 24 hours it answers what it answered, and does nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                device_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PresentPalm"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PresentedView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /**
             * @description `challenge_expired`: The challenge has expired or was used; repeat with the new one.
             *
             *     `counter_conflict`: This counter was used for another scan; go on above last_counter.
             *
             *     `device_not_simulated`: Only a simulated device takes palms from here; pair one with SIMU-OK00.
             *
             *     `scan_ref_conflict`: This scan_ref was used for another scan.
             *
             *     `seq_conflict`: This seq was used for another capture; go on with next_seq.
             *
             *     `session_not_active`: The session takes no captures now.
             *
             *     `idempotency_in_progress`: The request with this Idempotency-Key is still running.
             *
             *     `idempotency_key_reused`: This Idempotency-Key was used for another request.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `body_too_large`: The body is larger than this route takes.
             *
             *     `image_too_large`: It depends on the request: `message` says what, `field` where.
             *
             *     `body_too_large`: The body is larger than this route takes.
             */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding.
             *
             *     `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding.
             */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "scans.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                scan_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScanResultView"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "scans.label": {
        parameters: {
            query?: never;
            header?: {
                /** @description `ETag` of the GET; 412 when it was labelled since. */
                "If-Match"?: string;
            };
            path: {
                scan_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LabelScan"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScanResultView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description `precondition_failed`: It was changed since you read it; read it again. */
            412: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "scans.explain": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                scan_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScanExplanationView"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "sites.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SiteView"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "sites.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletedSiteView"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "sites.update": {
        parameters: {
            query?: never;
            header?: {
                /** @description `ETag` of the GET; 412 when the site was edited since. */
                "If-Match"?: string;
            };
            path: {
                site_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PatchSite"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SiteView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description `precondition_failed`: It was changed since you read it; read it again. */
            412: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "terminalWork.check": {
        parameters: {
            query?: never;
            header: {
                /** @description Proof of possession, RFC 9449, ES256. */
                DPoP: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CheckCapture"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaptureCheckView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            /** @description `capture_check_closed`: A picture is checked while a session of this terminal is active, or up to 20 seconds after a refused scan. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `device_decommissioned`: This device was decommissioned. */
            410: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `image_too_large`: It depends on the request: `message` says what, `field` where.
             *
             *     `body_too_large`: The body is larger than this route takes.
             */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "terminalPairing.nonce": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TerminalNonceView"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "terminalWork.poll": {
        parameters: {
            query?: never;
            header: {
                /** @description Proof of possession, RFC 9449, ES256. */
                DPoP: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TerminalPoll"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TerminalPollView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            /** @description `device_decommissioned`: This device was decommissioned. */
            410: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "terminalPairing.start": {
        parameters: {
            query?: never;
            header: {
                /** @description Proof of possession, RFC 9449, ES256. */
                DPoP: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartRegistration"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegistrationView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            /** @description `body_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "terminalPairing.poll": {
        parameters: {
            query?: never;
            header: {
                /** @description Proof of possession, RFC 9449, ES256. */
                DPoP: string;
            };
            path: {
                registration_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegistrationPollView"];
                };
            };
            /** @description No credential, or one that is unknown, expired or revoked. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PollProblem"];
                };
            };
            /** @description Another kind of credential, a scope or a role is needed; `code` says which. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PollProblem"];
                };
            };
            /** @description There is no such thing, or the caller may not see it. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PollProblem"];
                };
            };
            /** @description Too many requests: `Retry-After` and `details.retry_after_s` say when to come back. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PollProblem"];
                };
            };
            /** @description Every other refusal, distinguished by `code`: 405, 500, 503, and what the parser of HTTP refuses. */
            default: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PollProblem"];
                };
            };
        };
    };
    "terminalWork.scan": {
        parameters: {
            query?: never;
            header: {
                /** @description Proof of possession, RFC 9449, ES256. */
                DPoP: string;
                /** @description A name for this request: sent again within 24 hours it answers what it answered, and does nothing twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScanBatch"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TerminalScansView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            /**
             * @description `counter_conflict`: This counter was used for another scan; go on above last_counter.
             *
             *     `scan_ref_conflict`: This scan_ref was used for another scan.
             *
             *     `idempotency_in_progress`: The request with this Idempotency-Key is still running.
             *
             *     `idempotency_key_reused`: This Idempotency-Key was used for another request.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `device_decommissioned`: This device was decommissioned. */
            410: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `body_too_large`: The body is larger than this route takes.
             *
             *     `image_too_large`: It depends on the request: `message` says what, `field` where.
             *
             *     `body_too_large`: The body is larger than this route takes.
             */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding.
             *
             *     `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding.
             */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "terminalWork.ack": {
        parameters: {
            query?: never;
            header: {
                /** @description Proof of possession, RFC 9449, ES256. */
                DPoP: string;
            };
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AckView"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description `session_not_active`: The session takes no captures now. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `device_decommissioned`: This device was decommissioned. */
            410: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "terminalWork.capture": {
        parameters: {
            query?: never;
            header: {
                /** @description Proof of possession, RFC 9449, ES256. */
                DPoP: string;
                /** @description A name for this request: sent again within 24 hours it answers what it answered, and does nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendCapture"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaptureView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /**
             * @description `challenge_expired`: The challenge has expired or was used; repeat with the new one.
             *
             *     `seq_conflict`: This seq was used for another capture; go on with next_seq.
             *
             *     `session_not_active`: The session takes no captures now.
             *
             *     `idempotency_in_progress`: The request with this Idempotency-Key is still running.
             *
             *     `idempotency_key_reused`: This Idempotency-Key was used for another request.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `device_decommissioned`: This device was decommissioned. */
            410: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `image_too_large`: It depends on the request: `message` says what, `field` where.
             *
             *     `body_too_large`: The body is larger than this route takes.
             */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "terminalWork.fail": {
        parameters: {
            query?: never;
            header: {
                /** @description Proof of possession, RFC 9449, ES256. */
                DPoP: string;
                /** @description A name for this request: sent again within 24 hours it answers what it answered, and does nothing twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FailSession"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TerminalSessionView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /**
             * @description `idempotency_in_progress`: The request with this Idempotency-Key is still running.
             *
             *     `idempotency_key_reused`: This Idempotency-Key was used for another request.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `device_decommissioned`: This device was decommissioned. */
            410: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "terminalPairing.token": {
        parameters: {
            query?: never;
            header: {
                /** @description Proof of possession, RFC 9449, ES256. */
                DPoP: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TerminalTokenView"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            /** @description `device_decommissioned`: This device was decommissioned. */
            410: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
    "transactions.createAtTerminal": {
        parameters: {
            query?: never;
            header: {
                /** @description Proof of possession, RFC 9449, ES256. */
                DPoP: string;
                /** @description A name for this request: sent again within 24 hours it answers what it answered, and does nothing twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateTerminalTransaction"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    "X-API-Version": components["headers"]["X-API-Version"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransactionView"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            /**
             * @description `scan_not_usable`: A transaction needs a matched scan of the last 5 minutes that was not used before.
             *
             *     `idempotency_in_progress`: The request with this Idempotency-Key is still running.
             *
             *     `idempotency_key_reused`: This Idempotency-Key was used for another request.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `device_decommissioned`: This device was decommissioned. */
            410: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is larger than this route takes. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send application/json. Send application/json in UTF-8. Send the body without a content coding. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["Exhausted"];
            default: components["responses"]["Refused"];
        };
    };
}
