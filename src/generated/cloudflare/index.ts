// Generated from openapi/cloudflare.yaml by `npm run generate`. Do not edit.

import { createClientFor } from "../../client/create-client.ts";
import type { components, paths } from "./schema.ts";

export type { components, operations, paths } from "./schema.ts";

/** A webhook of an App. */
export type Webhook = components["schemas"]["Webhook"];

/** What a webhook can be told of. */
export type WebhookEvent = components["schemas"]["WebhookEvent"];

/** Every WebhookEvent. */
export const webhookEventValues = [
  "meeting.started",
  "meeting.ended",
  "meeting.participantJoined",
  "meeting.participantLeft",
  "meeting.chatSynced",
  "recording.statusUpdate",
  "livestreaming.statusUpdate",
  "meeting.transcript",
  "meeting.summary",
] as const satisfies readonly WebhookEvent[];

export type CreateWebhookRequest = components["schemas"]["CreateWebhookRequest"];

export type ReplaceWebhookRequest = components["schemas"]["ReplaceWebhookRequest"];

export type EditWebhookRequest = components["schemas"]["EditWebhookRequest"];

/** Events that this webhook will get triggered by */
export type RequestedEvents = components["schemas"]["RequestedEvents"];

/** Name of the webhook */
export type RequestedName = components["schemas"]["RequestedName"];

/** URL this webhook will send events to */
export type RequestedUrl = components["schemas"]["RequestedUrl"];

export type WebhookGetWebhooksResponse = components["schemas"]["WebhookGetWebhooksResponse"];

export type WebhookCreateWebhookResponse = components["schemas"]["WebhookCreateWebhookResponse"];

export type WebhookGetWebhookByIDResponse = components["schemas"]["WebhookGetWebhookByIDResponse"];

export type WebhookReplaceWebhookResponse = components["schemas"]["WebhookReplaceWebhookResponse"];

export type WebhookEditWebhookResponse = components["schemas"]["WebhookEditWebhookResponse"];

export type WebhookDeleteWebhookResponse = components["schemas"]["WebhookDeleteWebhookResponse"];

/** Why a request was refused. */
export type WebhookErrorResponse = components["schemas"]["WebhookErrorResponse"];

const contract = {
  "title": "Cloudflare RealtimeKit webhooks",
  "server": "https://api.cloudflare.com/client/v4",
  "token": "Bearer",
  "apiKey": null
} as const;

/** Gives a typed client of Cloudflare RealtimeKit webhooks; `baseUrl` is https://api.cloudflare.com/client/v4 if left out. */
export const createClient = createClientFor<paths, typeof contract>(contract);
