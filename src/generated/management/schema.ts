// Generated from openapi/management.yaml by `npm run generate`. Do not edit.

export interface paths {
    "/v1/webhooks/subscriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gets all webhook subscriptions. */
        get: operations["getWebhookSubscriptions"];
        put?: never;
        /** Creates a new webhook subscription. */
        post: operations["createWebhookSubscription"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/subscriptions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The subscription ID.
                 * @example 0
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /** Gets a webhook subscription by ID. */
        get: operations["getWebhookSubscription"];
        /**
         * Updates an existing webhook subscription.
         * @description No document says whether a property that isn't given keeps its value or returns to its default.
         */
        put: operations["updateWebhookSubscription"];
        post?: never;
        /** Deletes a webhook subscription. */
        delete: operations["deleteWebhookSubscription"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/event-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gets all available webhook event types. */
        get: operations["getWebhookEventTypes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/subscriptions/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The subscription ID.
                 * @example 0
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a test event for a specific webhook subscription. */
        post: operations["sendWebhookTestEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/subscriptions/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The subscription ID.
                 * @example 0
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /** Gets all events for a specific webhook subscription. */
        get: operations["getWebhookEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/subscriptions/{id}/events/{eventId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The subscription ID.
                 * @example 0
                 */
                id: components["parameters"]["Id"];
                /**
                 * @description The event ID.
                 * @example 0
                 */
                eventId: components["parameters"]["EventId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Deletes a webhook event. */
        delete: operations["deleteWebhookEvent"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description What can be set of a subscription. */
        SubscriptionRequest: {
            name?: string;
            /** @description The name of an event type. */
            eventType?: string;
            /** @description Where events are sent to. The page's own sample is no URL. */
            url?: string;
            secret?: string;
            /** @description Headers to send with every event. */
            headers?: {
                [key: string]: string;
            };
            /** Format: int32 */
            maxRetryCount?: number;
            isActive?: boolean;
        };
        /** @description A subscription of a URL to a type of event. */
        Subscription: {
            /** Format: int32 */
            id: number;
            name: string;
            eventType: string;
            url: string;
            /** @description Shown or masked; no document says which. */
            secret: string;
            /** Format: int32 */
            maxRetryCount: number;
            isActive: boolean;
            userId: string;
            /** @description The headers that are sent with every event, as the text of a JSON object (inferred). */
            headers: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            /** @description The subscription's own events. */
            webhookEvents: components["schemas"]["Event"][];
        };
        /** @description What was sent to the URL of a subscription, and what came of it. */
        Event: {
            /** Format: int32 */
            id: number;
            /** Format: int32 */
            webhookSubscriptionId: number;
            eventType: string;
            /** @description The JSON text of what was sent (inferred). */
            payload: string;
            /** Format: int32 */
            statusCode: number;
            response?: string | null;
            errorMessage?: string | null;
            isSuccess: boolean;
            /** Format: int32 */
            retryCount: number;
            /** Format: date-time */
            sentAt?: string | null;
            /** Format: date-time */
            nextRetryAt?: string | null;
            /** Format: date-time */
            createdAt: string;
        };
        /** @description A type of event that can be subscribed to. */
        EventType: {
            name: string;
            description: string;
        };
        /** @description A sentence about the outcome; it may have no value. */
        Message: string | null;
        /** @description A problem, in the shape that RFC 9457 gives it. */
        Problem: {
            type?: string;
            title?: string;
            status?: number;
            detail?: string;
        };
        "Management.GetWebhookSubscriptionsResponse": {
            subscriptions: components["schemas"]["Subscription"][];
            /**
             * Format: int32
             * @description How many there are, on all pages (inferred).
             */
            totalSubscriptionsCount: number;
            success: boolean;
            message?: components["schemas"]["Message"];
        };
        "Management.CreateWebhookSubscriptionRequest": {
            subscription?: components["schemas"]["SubscriptionRequest"];
        };
        "Management.CreateWebhookSubscriptionResponse": {
            subscription: components["schemas"]["Subscription"];
            success: boolean;
            message?: components["schemas"]["Message"];
        };
        "Management.GetWebhookSubscriptionResponse": {
            subscription: components["schemas"]["Subscription"];
            success: boolean;
            message?: components["schemas"]["Message"];
        };
        "Management.UpdateWebhookSubscriptionRequest": {
            subscription?: components["schemas"]["SubscriptionRequest"];
        };
        "Management.UpdateWebhookSubscriptionResponse": {
            subscription: components["schemas"]["Subscription"];
            success: boolean;
            message?: components["schemas"]["Message"];
        };
        "Management.DeleteWebhookSubscriptionResponse": {
            success: boolean;
            message?: components["schemas"]["Message"];
        };
        "Management.GetWebhookEventTypesResponse": {
            eventTypes: components["schemas"]["EventType"][];
            success: boolean;
            message?: components["schemas"]["Message"];
        };
        "Management.SendWebhookTestEventRequest": {
            /** @description Anything. */
            payload?: unknown;
        };
        "Management.SendWebhookTestEventResponse": {
            success: boolean;
            message?: components["schemas"]["Message"];
            /** Format: int32 */
            eventId: number;
        };
        "Management.GetWebhookEventsResponse": {
            events: components["schemas"]["Event"][];
            /**
             * Format: int32
             * @description How many there are, on all pages (inferred).
             */
            totalEventsCount: number;
            success: boolean;
            message?: components["schemas"]["Message"];
        };
        "Management.DeleteWebhookEventResponse": {
            success: boolean;
            message?: components["schemas"]["Message"];
        };
    };
    responses: {
        /** @description The credentials are missing or not valid (inferred). */
        Unauthenticated: {
            headers: {
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The request is refused. A 200 whose success is false would do as well. */
        Refused: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /**
         * @description The subscription ID.
         * @example 0
         */
        Id: number;
        /**
         * @description The event ID.
         * @example 0
         */
        EventId: number;
        /** @description No document says what it may hold. */
        Select: string;
        /** @description No document says what it may hold. */
        Filter: string;
        /** @description No document says what it may hold. */
        Sort: string;
        /** @description No document says what it may hold. */
        Include: string;
        /** @description How many to answer at most (inferred). */
        Take: number;
        /** @description How many to leave out before the first (inferred). */
        Skip: number;
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
    getWebhookSubscriptions: {
        parameters: {
            query?: {
                /** @description No document says what it may hold. */
                select?: components["parameters"]["Select"];
                /** @description No document says what it may hold. */
                filter?: components["parameters"]["Filter"];
                /** @description No document says what it may hold. */
                sort?: components["parameters"]["Sort"];
                /** @description No document says what it may hold. */
                include?: components["parameters"]["Include"];
                /** @description How many to answer at most (inferred). */
                take?: components["parameters"]["Take"];
                /** @description How many to leave out before the first (inferred). */
                skip?: components["parameters"]["Skip"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Management.GetWebhookSubscriptionsResponse"];
                    "text/plain": components["schemas"]["Management.GetWebhookSubscriptionsResponse"];
                    "text/json": components["schemas"]["Management.GetWebhookSubscriptionsResponse"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            "4XX": components["responses"]["Refused"];
        };
    };
    createWebhookSubscription: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The subscription details. */
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Management.CreateWebhookSubscriptionRequest"];
                "application/json-patch+json": components["schemas"]["Management.CreateWebhookSubscriptionRequest"];
                "text/json": components["schemas"]["Management.CreateWebhookSubscriptionRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Management.CreateWebhookSubscriptionResponse"];
                    "text/plain": components["schemas"]["Management.CreateWebhookSubscriptionResponse"];
                    "text/json": components["schemas"]["Management.CreateWebhookSubscriptionResponse"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            "4XX": components["responses"]["Refused"];
        };
    };
    getWebhookSubscription: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The subscription ID.
                 * @example 0
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Management.GetWebhookSubscriptionResponse"];
                    "text/plain": components["schemas"]["Management.GetWebhookSubscriptionResponse"];
                    "text/json": components["schemas"]["Management.GetWebhookSubscriptionResponse"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            "4XX": components["responses"]["Refused"];
        };
    };
    updateWebhookSubscription: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The subscription ID.
                 * @example 0
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /** @description The updated subscription details. */
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Management.UpdateWebhookSubscriptionRequest"];
                "application/json-patch+json": components["schemas"]["Management.UpdateWebhookSubscriptionRequest"];
                "text/json": components["schemas"]["Management.UpdateWebhookSubscriptionRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Management.UpdateWebhookSubscriptionResponse"];
                    "text/plain": components["schemas"]["Management.UpdateWebhookSubscriptionResponse"];
                    "text/json": components["schemas"]["Management.UpdateWebhookSubscriptionResponse"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            "4XX": components["responses"]["Refused"];
        };
    };
    deleteWebhookSubscription: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The subscription ID.
                 * @example 0
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Management.DeleteWebhookSubscriptionResponse"];
                    "text/plain": components["schemas"]["Management.DeleteWebhookSubscriptionResponse"];
                    "text/json": components["schemas"]["Management.DeleteWebhookSubscriptionResponse"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            "4XX": components["responses"]["Refused"];
        };
    };
    getWebhookEventTypes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Management.GetWebhookEventTypesResponse"];
                    "text/plain": components["schemas"]["Management.GetWebhookEventTypesResponse"];
                    "text/json": components["schemas"]["Management.GetWebhookEventTypesResponse"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            "4XX": components["responses"]["Refused"];
        };
    };
    sendWebhookTestEvent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The subscription ID.
                 * @example 0
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /** @description The request containing a custom payload to send (optional). */
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Management.SendWebhookTestEventRequest"];
                "application/json-patch+json": components["schemas"]["Management.SendWebhookTestEventRequest"];
                "text/json": components["schemas"]["Management.SendWebhookTestEventRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Management.SendWebhookTestEventResponse"];
                    "text/plain": components["schemas"]["Management.SendWebhookTestEventResponse"];
                    "text/json": components["schemas"]["Management.SendWebhookTestEventResponse"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            "4XX": components["responses"]["Refused"];
        };
    };
    getWebhookEvents: {
        parameters: {
            query?: {
                /** @description No document says what it may hold. */
                select?: components["parameters"]["Select"];
                /** @description No document says what it may hold. */
                filter?: components["parameters"]["Filter"];
                /** @description No document says what it may hold. */
                sort?: components["parameters"]["Sort"];
                /** @description No document says what it may hold. */
                include?: components["parameters"]["Include"];
                /** @description How many to answer at most (inferred). */
                take?: components["parameters"]["Take"];
                /** @description How many to leave out before the first (inferred). */
                skip?: components["parameters"]["Skip"];
            };
            header?: never;
            path: {
                /**
                 * @description The subscription ID.
                 * @example 0
                 */
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Management.GetWebhookEventsResponse"];
                    "text/plain": components["schemas"]["Management.GetWebhookEventsResponse"];
                    "text/json": components["schemas"]["Management.GetWebhookEventsResponse"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            "4XX": components["responses"]["Refused"];
        };
    };
    deleteWebhookEvent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The subscription ID.
                 * @example 0
                 */
                id: components["parameters"]["Id"];
                /**
                 * @description The event ID.
                 * @example 0
                 */
                eventId: components["parameters"]["EventId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Management.DeleteWebhookEventResponse"];
                    "text/plain": components["schemas"]["Management.DeleteWebhookEventResponse"];
                    "text/json": components["schemas"]["Management.DeleteWebhookEventResponse"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            "4XX": components["responses"]["Refused"];
        };
    };
}
