import { documentedResponse } from '../../contract/documented-response.ts';
import { asksForExample } from '../http/preferences.ts';
import { contentValue } from '../http/request-content.ts';
import type { Memory } from '../memory/memory.ts';
import { takenId } from '../memory/taken-id.ts';
import type { Rules } from './rules.ts';

const conflict = 409;

/** Adds to what is wrong with a request that it gives to a resource the id that another has: a conflict (RFC 9110, 15.5.10), where the operation documents one. */
export const withIdConflicts = (rules: Rules, memory: Memory | null): Rules => ({
  ...rules,
  judge(operation, request) {
    const objections = rules.judge(operation, request);
    const { path, query, session, content, preferences } = request;
    if (memory === null || objections.length > 0 || asksForExample(preferences)) return objections;
    const asked = { operation, path, query, body: contentValue(content) };
    const place = memory.locate(session, asked);
    const taken = place === null ? null : takenId(place, asked);
    if (place === null || taken === null) return objections;
    const status = documentedResponse(operation, conflict) === null ? null : conflict;
    return [{ status, message: `Another ${place.plan.resource.name} has the id ${JSON.stringify(taken)} already` }];
  },
});
