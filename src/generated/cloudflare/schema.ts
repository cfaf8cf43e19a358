// Generated from openapi/cloudflare.yaml by `npm run generate`. Do not edit.

export interface paths {
    "/accounts/{account_id}/realtime/kit/{app_id}/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The account identifier tag.
                 * @example our-account
                 */
                account_id: components["parameters"]["AccountId"];
                /**
                 * @description The app identifier tag.
                 * @example our-app
                 */
                app_id: components["parameters"]["AppId"];
            };
            cookie?: never;
        };
        /**
         * Fetch all webhooks details
         * @description Returns details of all webhooks for an App.
         */
        get: operations["getWebhooks"];
        put?: never;
        /**
         * Add a webhook
         * @description Adds a new webhook to an App.
         */
        post: operations["createWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts/{account_id}/realtime/kit/{app_id}/webhooks/{webhook_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The account identifier tag.
                 * @example our-account
                 */
                account_id: components["parameters"]["AccountId"];
                /**
                 * @description The app identifier tag.
                 * @example our-app
                 */
                app_id: components["parameters"]["AppId"];
                /**
                 * @description ID of the webhook
                 * @example 0d1f069d-43bb-489a-ad8c-7eb95592ba8e
                 */
                webhook_id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        /**
         * Fetch details of a webhook
         * @description Returns webhook details for the given webhook ID.
         */
        get: operations["getWebhookByID"];
        /**
         * Replace a webhook
         * @description Replace all details for the given webhook ID.
         */
        put: operations["replaceWebhook"];
        post?: never;
        /**
         * Delete a webhook
         * @description Removes a webhook for the given webhook ID, and answers with the webhook that was removed.
         */
        delete: operations["deleteWebhook"];
        options?: never;
        head?: never;
        /**
         * Edit a webhook
         * @description Edits the webhook details for the given webhook ID.
         */
        patch: operations["editWebhook"];
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description A webhook of an App. */
        Webhook: {
            /**
             * Format: uuid
             * @description ID of the webhook
             */
            id: string;
            /**
             * Format: date-time
             * @description Timestamp when this webhook was created
             */
            created_at: string;
            /** @description Set to true if the webhook is active */
            enabled: boolean;
            /** @description Events this webhook will send updates for */
            events: components["schemas"]["WebhookEvent"][];
            /** @description Name of the webhook */
            name: string;
            /**
             * Format: date-time
             * @description Timestamp when this webhook was updated
             */
            updated_at: string;
            /**
             * Format: uri
             * @description URL the webhook will send events to
             */
            url: string;
        };
        /**
         * @description What a webhook can be told of.
         * @enum {string}
         */
        WebhookEvent: "meeting.started" | "meeting.ended" | "meeting.participantJoined" | "meeting.participantLeft" | "meeting.chatSynced" | "recording.statusUpdate" | "livestreaming.statusUpdate" | "meeting.transcript" | "meeting.summary";
        CreateWebhookRequest: {
            events: components["schemas"]["RequestedEvents"];
            name: components["schemas"]["RequestedName"];
            url: components["schemas"]["RequestedUrl"];
            /**
             * @description Set whether or not the webhook should be active when created
             * @default true
             */
            enabled?: boolean;
        };
        ReplaceWebhookRequest: {
            events: components["schemas"]["RequestedEvents"];
            name: components["schemas"]["RequestedName"];
            url: components["schemas"]["RequestedUrl"];
            /** @description Set whether or not the webhook should be active when created */
            enabled?: boolean;
        };
        EditWebhookRequest: {
            /** @description Whether the webhook is active */
            enabled?: boolean;
            events?: components["schemas"]["RequestedEvents"];
            name?: components["schemas"]["RequestedName"];
            url?: components["schemas"]["RequestedUrl"];
        };
        /** @description Events that this webhook will get triggered by */
        RequestedEvents: components["schemas"]["WebhookEvent"][];
        /** @description Name of the webhook */
        RequestedName: string;
        /**
         * Format: uri
         * @description URL this webhook will send events to
         */
        RequestedUrl: string;
        WebhookGetWebhooksResponse: {
            data: components["schemas"]["Webhook"][];
            success: boolean;
        };
        WebhookCreateWebhookResponse: {
            data: components["schemas"]["Webhook"];
            success: boolean;
        };
        WebhookGetWebhookByIDResponse: {
            data: components["schemas"]["Webhook"];
            success: boolean;
        };
        WebhookReplaceWebhookResponse: {
            data: components["schemas"]["Webhook"];
            success: boolean;
        };
        WebhookEditWebhookResponse: {
            data: components["schemas"]["Webhook"];
            success: boolean;
        };
        WebhookDeleteWebhookResponse: {
            data: components["schemas"]["Webhook"];
            success: boolean;
        };
        /** @description Why a request was refused. */
        WebhookErrorResponse: {
            error: {
                /** @description The HTTP status */
                code: number;
                /** @description What was wrong */
                message: string;
            };
            /** @constant */
            success: false;
        };
    };
    responses: {
        /** @description Error - malformed request */
        MalformedRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["WebhookErrorResponse"];
            };
        };
        /** @description Invalid credentials */
        InvalidCredentials: {
            headers: {
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    /** @description What was wrong. */
                    message?: string;
                };
            };
        };
        /** @description No webhook of the App has this id. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["WebhookErrorResponse"];
            };
        };
        /** @description Any other refusal, as of an id that never existed or that is no UUID. The documents are silent about it. */
        Refused: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    error?: {
                        code?: number;
                        message?: string;
                    };
                    success?: boolean;
                };
            };
        };
    };
    parameters: {
        /**
         * @description The account identifier tag.
         * @example our-account
         */
        AccountId: string;
        /**
         * @description The app identifier tag.
         * @example our-app
         */
        AppId: string;
        /**
         * @description ID of the webhook
         * @example 0d1f069d-43bb-489a-ad8c-7eb95592ba8e
         */
        WebhookId: string;
    };
    requestBodies: never;
    headers: {
        /**
         * @description How to authenticate.
         * @example Bearer
         */
        "WWW-Authenticate": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getWebhooks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The account identifier tag.
                 * @example our-account
                 */
                account_id: components["parameters"]["AccountId"];
                /**
                 * @description The app identifier tag.
                 * @example our-app
                 */
                app_id: components["parameters"]["AppId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Operation successful */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookGetWebhooksResponse"];
                };
            };
            401: components["responses"]["InvalidCredentials"];
        };
    };
    createWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The account identifier tag.
                 * @example our-account
                 */
                account_id: components["parameters"]["AccountId"];
                /**
                 * @description The app identifier tag.
                 * @example our-app
                 */
                app_id: components["parameters"]["AppId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateWebhookRequest"];
            };
        };
        responses: {
            /** @description Webhook registered successfully */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookCreateWebhookResponse"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["InvalidCredentials"];
        };
    };
    getWebhookByID: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The account identifier tag.
                 * @example our-account
                 */
                account_id: components["parameters"]["AccountId"];
                /**
                 * @description The app identifier tag.
                 * @example our-app
                 */
                app_id: components["parameters"]["AppId"];
                /**
                 * @description ID of the webhook
                 * @example 0d1f069d-43bb-489a-ad8c-7eb95592ba8e
                 */
                webhook_id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Operation successful */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookGetWebhookByIDResponse"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["InvalidCredentials"];
            404: components["responses"]["NotFound"];
            "4XX": components["responses"]["Refused"];
        };
    };
    replaceWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The account identifier tag.
                 * @example our-account
                 */
                account_id: components["parameters"]["AccountId"];
                /**
                 * @description The app identifier tag.
                 * @example our-app
                 */
                app_id: components["parameters"]["AppId"];
                /**
                 * @description ID of the webhook
                 * @example 0d1f069d-43bb-489a-ad8c-7eb95592ba8e
                 */
                webhook_id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplaceWebhookRequest"];
            };
        };
        responses: {
            /** @description Operation successful */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookReplaceWebhookResponse"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["InvalidCredentials"];
            404: components["responses"]["NotFound"];
            "4XX": components["responses"]["Refused"];
        };
    };
    deleteWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The account identifier tag.
                 * @example our-account
                 */
                account_id: components["parameters"]["AccountId"];
                /**
                 * @description The app identifier tag.
                 * @example our-app
                 */
                app_id: components["parameters"]["AppId"];
                /**
                 * @description ID of the webhook
                 * @example 0d1f069d-43bb-489a-ad8c-7eb95592ba8e
                 */
                webhook_id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Operation successful */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeleteWebhookResponse"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["InvalidCredentials"];
            404: components["responses"]["NotFound"];
            "4XX": components["responses"]["Refused"];
        };
    };
    editWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The account identifier tag.
                 * @example our-account
                 */
                account_id: components["parameters"]["AccountId"];
                /**
                 * @description The app identifier tag.
                 * @example our-app
                 */
                app_id: components["parameters"]["AppId"];
                /**
                 * @description ID of the webhook
                 * @example 0d1f069d-43bb-489a-ad8c-7eb95592ba8e
                 */
                webhook_id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        /** @description What is to change. All of it is optional; whether the body itself is, no document says. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditWebhookRequest"];
            };
        };
        responses: {
            /** @description Operation successful */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEditWebhookResponse"];
                };
            };
            400: components["responses"]["MalformedRequest"];
            401: components["responses"]["InvalidCredentials"];
            404: components["responses"]["NotFound"];
            "4XX": components["responses"]["Refused"];
        };
    };
}
