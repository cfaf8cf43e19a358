import { parameterValue } from '../../contract/parameter-value.ts';
import { parentInPath, pathParameters } from '../../contract/path-resources.ts';
import { type BehaviourFlaw, type FlawContext, withIdsOf } from '../flaw-context.ts';
import { type MatchedRequest, placeOf } from '../read-request.ts';
import { withPath } from '../rewrite.ts';
import { thereIn } from '../server-memory.ts';
import { withStandIn } from '../stand-in.ts';

/** Whether a text may be an id, as far as the contract says: what may not breaks another promise. */
const isAnId = ({ contract, validator }: FlawContext, { operation, parts }: MatchedRequest, id: string): boolean => {
  const name = pathParameters(operation).at(-1);
  const parameter = operation.parameters.find((one) => one.in === 'path' && one.name === name);
  const value = parameter === undefined ? id : parameterValue(contract, operation, parameter, parts);
  return value !== undefined && validator.compile(parameter?.schema ?? true)(value).length === 0;
};

/** Creates what is to belong to a parent that isn't there under one that is, and says that it belongs to the other. */
const withOtherParent: BehaviourFlaw = async (context, met, next) => {
  const { contract, memory } = context;
  const parent = parentInPath(contract, met.operation);
  const scope = met.path.slice(0, -1);
  const asked = met.path.at(-1) ?? '';
  const other = parent === null ? undefined : thereIn(memory, parent, scope).at(-1)?.id;
  const isKnown = parent !== null && memory.all(parent).some(({ id }) => String(id) === asked);
  if (isKnown || other === undefined) return next(met.request);
  const response = await context.ask(withPath(met, [...scope, other]));
  return withIdsOf(context, response, { from: other, to: asked });
};

/** Takes an id that nothing has for one that something has. */
export const unknown: BehaviourFlaw = async (context, met, next) => {
  if (met.operation.does?.action === 'create') return withOtherParent(context, met, next);
  const id = placeOf(met).id ?? '';
  const isKnown = context.memory.all(context.resource).some((known) => String(known.id) === id);
  return isKnown || !isAnId(context, met, id) ? next(met.request) : withStandIn(context, met, next);
};
