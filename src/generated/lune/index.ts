// Generated from openapi/lune.yaml by `npm run generate`. Do not edit.

import { createClientFor } from "../../client/create-client.ts";
import type { components, paths } from "./schema.ts";

export type { components, operations, paths } from "./schema.ts";

export type Webhooks = components["schemas"]["Webhooks"];

/** A webhook as it is read, with the last 4 characters of its secret. */
export type Webhook = components["schemas"]["Webhook"];

/** A webhook as it is answered when its secret is new, which is the only time to see it in full. */
export type WebhookWithSecret = components["schemas"]["WebhookWithSecret"];

export type CreateWebhookRequest = components["schemas"]["CreateWebhookRequest"];

export type UpdateWebhookRequest = components["schemas"]["UpdateWebhookRequest"];

/** The webhook's unique identifier. */
export type WebhookId = components["schemas"]["WebhookId"];

/** An HTTPS URL. */
export type HttpsUrl = components["schemas"]["HttpsUrl"];

/** Determines if events should be sent to the webhook or not. A new webhook is enabled. */
export type Enabled = components["schemas"]["Enabled"];

/** The account's type. */
export type AccountType = components["schemas"]["AccountType"];

/** Every AccountType. */
export const accountTypeValues = [
  "live",
  "test",
] as const satisfies readonly AccountType[];

/** The webhook will exclusively push events which belong to account identifiers. Acts as a filter: if not set, events belonging to all the organisation's accounts are pushed. */
export type AccountIds = components["schemas"]["AccountIds"];

/** The webhook's creation timestamp. */
export type CreatedAt = components["schemas"]["CreatedAt"];

/** Why a request was refused with 400, twice. */
export type BadRequestBody = components["schemas"]["BadRequestBody"];

export type BadRequestError = components["schemas"]["BadRequestError"];

/** One of the ten that the page lists, the same ten for create and for update. */
export type ErrorCode = components["schemas"]["ErrorCode"];

/** Every ErrorCode. */
export const errorCodeValues = [
  "api_version_invalid",
  "bundle_selection_ratios_invalid",
  "bundle_selection_bundle_invalid",
  "order_value_invalid",
  "bundle_id_invalid",
  "id_invalid",
  "distance_invalid",
  "test_account_name_update_disallowed",
  "bundle_selection_ratios_invalid_format",
  "address_not_found",
] as const satisfies readonly ErrorCode[];

/** What was wrong. */
export type ErrorMessage = components["schemas"]["ErrorMessage"];

/** Why a request was refused, twice. */
export type ErrorBody = components["schemas"]["ErrorBody"];

export type Error = components["schemas"]["Error"];

const contract = {
  "title": "Lune webhooks",
  "server": "https://api.lune.co",
  "token": "Bearer",
  "apiKey": null
} as const;

/** Gives a typed client of Lune webhooks; `baseUrl` is https://api.lune.co if left out. */
export const createClient = createClientFor<paths, typeof contract>(contract);
