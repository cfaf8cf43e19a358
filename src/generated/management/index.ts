// Generated from openapi/management.yaml by `npm run generate`. Do not edit.

import { createClientFor } from "../../client/create-client.ts";
import type { components, paths } from "./schema.ts";

export type { components, operations, paths } from "./schema.ts";

/** What can be set of a subscription. */
export type SubscriptionRequest = components["schemas"]["SubscriptionRequest"];

/** A subscription of a URL to a type of event. */
export type Subscription = components["schemas"]["Subscription"];

/** What was sent to the URL of a subscription, and what came of it. */
export type Event = components["schemas"]["Event"];

/** A type of event that can be subscribed to. */
export type EventType = components["schemas"]["EventType"];

/** A sentence about the outcome; it may have no value. */
export type Message = components["schemas"]["Message"];

/** A problem, in the shape that RFC 9457 gives it. */
export type Problem = components["schemas"]["Problem"];

export type GetWebhookSubscriptionsResponse = components["schemas"]["Management.GetWebhookSubscriptionsResponse"];

export type CreateWebhookSubscriptionRequest = components["schemas"]["Management.CreateWebhookSubscriptionRequest"];

export type CreateWebhookSubscriptionResponse = components["schemas"]["Management.CreateWebhookSubscriptionResponse"];

export type GetWebhookSubscriptionResponse = components["schemas"]["Management.GetWebhookSubscriptionResponse"];

export type UpdateWebhookSubscriptionRequest = components["schemas"]["Management.UpdateWebhookSubscriptionRequest"];

export type UpdateWebhookSubscriptionResponse = components["schemas"]["Management.UpdateWebhookSubscriptionResponse"];

export type DeleteWebhookSubscriptionResponse = components["schemas"]["Management.DeleteWebhookSubscriptionResponse"];

export type GetWebhookEventTypesResponse = components["schemas"]["Management.GetWebhookEventTypesResponse"];

export type SendWebhookTestEventRequest = components["schemas"]["Management.SendWebhookTestEventRequest"];

export type SendWebhookTestEventResponse = components["schemas"]["Management.SendWebhookTestEventResponse"];

export type GetWebhookEventsResponse = components["schemas"]["Management.GetWebhookEventsResponse"];

export type DeleteWebhookEventResponse = components["schemas"]["Management.DeleteWebhookEventResponse"];

const contract = {
  "title": "Management webhooks",
  "server": null,
  "token": "Bearer",
  "apiKey": [
    {
      "in": "header",
      "name": "x-api-key"
    }
  ]
} as const;

/** Gives a typed client of Management webhooks; `baseUrl` must be given. */
export const createClient = createClientFor<paths, typeof contract>(contract);
