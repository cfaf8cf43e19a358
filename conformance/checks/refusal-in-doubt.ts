import { documentsExact } from '../../src/contract/documented-response.ts';
import { isObject, type JsonValue } from '../../src/document/document.ts';
import type { Doubt, Observation } from '../evidence/observation.ts';
import type { Target } from '../target/target.ts';
import type { Refused } from './documented-refusal.ts';

/** Documented refusals that may have a reason which no schema explains: a rule across properties, a reference to something that isn't there. */
const unexplainedStatuses: readonly number[] = [400, 404, 409, 422];

/** As many names as make a line that is still read. */
const namesMax = 3;

/** Names that refer to something else: `customer_id`, `parentId`, `tag-ids`, `user_uuid`. */
const referring = /(^|[_-])(id|ids|uuid|uuids|ref|refs)$|[a-z](Id|Ids|ID|IDs|Uuid|Ref|Refs)$/;

/** The names of members, at whatever depth, that refer to something which has to exist. */
const referencesIn = (value: JsonValue | undefined): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    ...(referring.test(name) && inner !== null ? [name] : []),
    ...referencesIn(inner),
  ]);
};

/** The names of what a request says of other things, and of what has a format that this tool doesn't know. */
const settledBySet = (target: Target, { operation, values }: Refused): readonly string[] => {
  const inQuery = operation.parameters
    .filter(({ in: place, name }) => place !== 'path' && referring.test(name))
    .filter(({ in: place, name }) => values.parameters[`${place} ${name}`] !== undefined)
    .map(({ name }) => name);
  const ofUnknownFormat = target.contract.clauses.flatMap(({ operation: id, kind, subject, at, notApplicable }) =>
    id === operation.id && kind === 'format' && subject.of === 'request' && notApplicable !== null
      ? [
          at.flatMap((step) => ('property' in step ? [step.property] : [])).at(-1) ??
            ('name' in subject ? subject.name : ''),
        ]
      : [],
  );
  const names = [...inQuery, ...referencesIn(values.body), ...ofUnknownFormat];
  return [...new Set(names)].filter((name) => name !== '' && !target.settings.ownerValues.has(name));
};

/** Why a documented refusal of a permitted request may be right although no schema says so, or null. */
const doubtOf = (target: Target, refused: Refused): Doubt | null => {
  const { operation, status } = refused;
  const isDocumented = documentsExact(operation, status);
  const names = settledBySet(target, refused).slice(0, namesMax);
  // A reference to what isn't there is a conflict (RFC 9110, 15.5.10), documented or not.
  if (!unexplainedStatuses.includes(status) || !(isDocumented || (status === 409 && names.length > 0))) return null;
  if (names.length === 0) {
    const why = `The contract documents ${status}, and the schemas may leave out a rule. Describe it there, or give an example.`;
    return { needsHeld: true, why };
  }
  const set = names.map((name) => `--set ${name}=VALUE`).join(' ');
  const why = `No schema says what ${names.join(', ')} may be: it may have to name something that exists. Pass ${set}, or give an example.`;
  return { needsHeld: false, why };
};

/** Puts what was observed of a documented refusal in doubt, where it may have a reason that no schema explains. */
export const inDoubt = (
  target: Target,
  refused: Refused,
  observations: readonly Observation[],
): readonly Observation[] => {
  const doubt = doubtOf(target, refused);
  if (doubt === null) return observations;
  return observations.map((observation) =>
    observation.outcome === 'broken' && observation.clause.kind === 'status' ? { ...observation, doubt } : observation,
  );
};
