// Generated from openapi/lune.yaml by `npm run generate`. Do not edit.

export interface paths {
    "/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List all webhooks */
        get: operations["listWebhooks"];
        put?: never;
        /**
         * Create a webhook
         * @description The answer is the only one, besides that of a rotation, that shows the secret in full.
         */
        post: operations["createWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The webhook's unique identifier. The page prints it under "Query parameters", but it is in the path.
                 * @example wh-7K3M9P2R4T6X
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /** Get a webhook */
        get: operations["getWebhook"];
        /** Update a webhook */
        put: operations["updateWebhook"];
        post?: never;
        /** Delete a webhook */
        delete: operations["deleteWebhook"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The webhook's unique identifier. The page prints it under "Query parameters", but it is in the path.
                 * @example wh-7K3M9P2R4T6X
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Rotate a webhook secret
         * @description The existing secret will be invalidated immediately and subsequent webhook payloads will be accompanied by HMACs using the new secret. There is no request body, so no Content-Type may be refused.
         */
        put: operations["rotateWebhookSecret"];
        post?: never;
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
        Webhooks: components["schemas"]["Webhook"][];
        /** @description A webhook as it is read, with the last 4 characters of its secret. */
        Webhook: {
            id: components["schemas"]["WebhookId"];
            url: components["schemas"]["HttpsUrl"];
            enabled: components["schemas"]["Enabled"];
            account_type: components["schemas"]["AccountType"];
            account_ids?: components["schemas"]["AccountIds"];
            created_at: components["schemas"]["CreatedAt"];
            /** @description The last 4 characters of the secret key used to generate the webhook payload HMAC. */
            secret: string;
        };
        /** @description A webhook as it is answered when its secret is new, which is the only time to see it in full. */
        WebhookWithSecret: {
            id: components["schemas"]["WebhookId"];
            url: components["schemas"]["HttpsUrl"];
            enabled: components["schemas"]["Enabled"];
            account_type: components["schemas"]["AccountType"];
            account_ids?: components["schemas"]["AccountIds"];
            created_at: components["schemas"]["CreatedAt"];
            /** @description The secret key used to generate the webhook payload HMAC. */
            secret: string;
        };
        CreateWebhookRequest: {
            url: components["schemas"]["HttpsUrl"];
            account_ids?: components["schemas"]["AccountIds"];
        };
        UpdateWebhookRequest: {
            url: components["schemas"]["HttpsUrl"];
            /** @description Determines if events should be sent to the webhook or not. The page marks it as required, and says that the existing value is used without it: a server may refuse, or keep the value, but not change it. */
            enabled: boolean;
            /** @description The updated webhook will exclusively push events which belong to the given account identifiers. If not set, the previous account identifiers filter remains unchanged. */
            account_ids?: components["schemas"]["AccountIds"];
        };
        /** @description The webhook's unique identifier. */
        WebhookId: string;
        /**
         * Format: https-url
         * @description An HTTPS URL.
         */
        HttpsUrl: string;
        /**
         * @description Determines if events should be sent to the webhook or not. A new webhook is enabled.
         * @default true
         */
        Enabled: boolean;
        /**
         * @description The account's type.
         * @enum {string}
         */
        AccountType: "live" | "test";
        /** @description The webhook will exclusively push events which belong to account identifiers. Acts as a filter: if not set, events belonging to all the organisation's accounts are pushed. */
        AccountIds: string[];
        /**
         * Format: date-time
         * @description The webhook's creation timestamp.
         */
        CreatedAt: string;
        /** @description Why a request was refused with 400, twice. */
        BadRequestBody: {
            errors: components["schemas"]["BadRequestError"][];
            error: components["schemas"]["BadRequestError"];
        };
        BadRequestError: {
            error_code: components["schemas"]["ErrorCode"];
            message: components["schemas"]["ErrorMessage"];
        };
        /**
         * @description One of the ten that the page lists, the same ten for create and for update.
         * @enum {string}
         */
        ErrorCode: "api_version_invalid" | "bundle_selection_ratios_invalid" | "bundle_selection_bundle_invalid" | "order_value_invalid" | "bundle_id_invalid" | "id_invalid" | "distance_invalid" | "test_account_name_update_disallowed" | "bundle_selection_ratios_invalid_format" | "address_not_found";
        /** @description What was wrong. */
        ErrorMessage: string;
        /** @description Why a request was refused, twice. */
        ErrorBody: {
            errors: components["schemas"]["Error"][];
            error: components["schemas"]["Error"];
        };
        Error: {
            error_code: string;
            message: components["schemas"]["ErrorMessage"];
        };
    };
    responses: {
        /** @description The webhooks, with the last 4 characters of their secrets. */
        Webhooks: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Webhooks"];
            };
        };
        /** @description The webhook, with the last 4 characters of its secret. */
        Webhook: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Webhook"];
            };
        };
        /** @description The new webhook, with its secret in full. */
        WebhookCreated: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["WebhookWithSecret"];
            };
        };
        /** @description The webhook, with its new secret in full. */
        WebhookRotated: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["WebhookWithSecret"];
            };
        };
        /** @description The request was refused, for one of ten reasons that the page lists. */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["BadRequestBody"];
            };
        };
        /** @description The credentials are missing or not valid. */
        Unauthorised: {
            headers: {
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description The credentials are missing or not valid. The page lists only 400 for this operation. */
        UnauthorisedInferred: {
            headers: {
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description No webhook has this id. No body is promised. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description No webhook has this id. The page lists only 400 for this operation. No body is promised. */
        NotFoundInferred: {
            headers: {
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description Too many requests in too short a time. No body is promised. */
        TooManyRequests: {
            headers: {
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description Too many requests in too short a time. The page lists only 400 for this operation. No body is promised. */
        TooManyRequestsInferred: {
            headers: {
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description The request body is larger than 100 kB. No body is promised. */
        ContentTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description The request body is not said to be JSON. No body is promised. */
        UnsupportedMediaType: {
            headers: {
                [name: string]: unknown;
            };
            content?: never;
        };
    };
    parameters: {
        /**
         * @description The webhook's unique identifier. The page prints it under "Query parameters", but it is in the path.
         * @example wh-7K3M9P2R4T6X
         */
        Id: string;
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
    listWebhooks: {
        parameters: {
            query?: {
                /**
                 * @description Filter by account identifiers: return webhooks which push events for the given account identifiers. A webhook without account_ids pushes the events of every account.
                 * @example [
                 *       "acc-8Q2N5T7W"
                 *     ]
                 */
                account_id?: string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Webhooks"];
            401: components["responses"]["Unauthorised"];
            429: components["responses"]["TooManyRequests"];
        };
    };
    createWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateWebhookRequest"];
            };
        };
        responses: {
            200: components["responses"]["WebhookCreated"];
            201: components["responses"]["WebhookCreated"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["UnauthorisedInferred"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequestsInferred"];
        };
    };
    getWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The webhook's unique identifier. The page prints it under "Query parameters", but it is in the path.
                 * @example wh-7K3M9P2R4T6X
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Webhook"];
            401: components["responses"]["Unauthorised"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
        };
    };
    updateWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The webhook's unique identifier. The page prints it under "Query parameters", but it is in the path.
                 * @example wh-7K3M9P2R4T6X
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateWebhookRequest"];
            };
        };
        responses: {
            200: components["responses"]["Webhook"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["UnauthorisedInferred"];
            404: components["responses"]["NotFoundInferred"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequestsInferred"];
        };
    };
    deleteWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The webhook's unique identifier. The page prints it under "Query parameters", but it is in the path.
                 * @example wh-7K3M9P2R4T6X
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The webhook is deleted. The page prints this status under "Errors". */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorised"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The webhook's unique identifier. The page prints it under "Query parameters", but it is in the path.
                 * @example wh-7K3M9P2R4T6X
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["WebhookRotated"];
            401: components["responses"]["Unauthorised"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
        };
    };
}
