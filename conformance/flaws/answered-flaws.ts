import type { JsonValue } from '../../src/contract/document.ts';
import { maskedCharacters } from '../../src/contract/masked-characters.ts';
import { asShown } from './altered-store.ts';
import { accepted, another, type BehaviourFlaw, inAnswer, inList, sentBy, subjectOf } from './scene.ts';

const hourMs = 3_600_000;

/** Has a property stored otherwise where a request leaves it out, and shows it so at once. */
const changedWhereLeftOut: BehaviourFlaw = async (scene, met, next) => {
  const response = await next(met.request);
  const known = subjectOf(scene, met, response);
  const changed = another(scene, scene.name, known?.shown[scene.name]);
  if (!accepted(scene, response) || known === undefined || changed === undefined) return response;
  if (sentBy(scene, met).has(scene.name)) return response;
  scene.dress.store(known, scene.name, changed);
  return inAnswer(scene, response, scene.name, (shown) => asShown(shown, changed));
};

/** What is written, and what isn't: flaws of the properties of one resource. */
export const answeredFlaws = {
  written: async (scene, met, next) => {
    const response = await next(met.request);
    if (!sentBy(scene, met).has(scene.name)) return response;
    return inAnswer(scene, response, scene.name, (value) => another(scene, scene.name, value));
  },
  kept: async (scene, met, next) => {
    const response = await next(met.request);
    const known = subjectOf(scene, met, response);
    const sent = sentBy(scene, met).get(scene.name);
    const changed = another(scene, scene.name, sent);
    if (accepted(scene, response) && known !== undefined && changed !== undefined)
      scene.dress.store(known, scene.name, changed);
    return response;
  },
  default: changedWhereLeftOut,
  untouched: changedWhereLeftOut,
  full: async (scene, met, next) =>
    inAnswer(scene, await next(met.request), scene.name, (value) =>
      typeof value === 'string' ? value.slice(-maskedCharacters) : undefined,
    ),
  masked: async (scene, met, next) => {
    const response = await next(met.request);
    const { resource, remembered, name } = scene;
    const full = (shown: JsonValue | undefined, scope: readonly string[], id: JsonValue | undefined) => {
      const known = remembered.get(resource, scope, id ?? null)?.shown[name];
      return typeof known === 'string' && known.length > String(shown).length ? known : shown;
    };
    if (met.operation.does?.action === 'list')
      return inList(scene, response, (items) =>
        items.map((item) => ({ ...item, [name]: full(item[name], met.path, item[resource.id]) ?? null })),
      );
    const { path } = met;
    return inAnswer(scene, response, name, (shown) => full(shown, path.slice(0, -1), path.at(-1)));
  },
  rotated: async (scene, met, next) => {
    const known = subjectOf(scene, met);
    const before = known?.shown[scene.name];
    const response = await next(met.request);
    if (!accepted(scene, response) || known === undefined || before === undefined) return response;
    scene.dress.store(known, scene.name, before);
    return inAnswer(scene, response, scene.name, () => before);
  },
  forward: async (scene, met, next) => {
    const known = subjectOf(scene, met);
    const before = Date.parse(String(known?.shown[scene.name]));
    const response = await next(met.request);
    if (!accepted(scene, response) || known === undefined || Number.isNaN(before)) return response;
    const earlier = new Date(before - hourMs).toISOString();
    scene.dress.store(known, scene.name, earlier);
    return inAnswer(scene, response, scene.name, () => earlier);
  },
} satisfies Record<string, BehaviourFlaw>;
