import type { HttpResponse } from '../http/exchange.ts';
import type { MatchedRequest } from './read-request.ts';
import { placeOf } from './remembered.ts';
import { bodyOf, withBody, withValueReplaced } from './rewrite.ts';
import { accepted, type BehaviourFlaw, createdId, operationOf, requestTo, type Scene, sentBy } from './scene.ts';

/** Answers a deletion as done that isn't. */
const notDone = async (
  scene: Scene,
  met: MatchedRequest,
  next: (request: MatchedRequest['request']) => Promise<HttpResponse>,
) => {
  const { remembered } = scene;
  const model = remembered.lastAnswerOf(met.operation.id);
  const deleted = remembered.lastTo(met.operation.id)?.path.at(-1);
  const known = remembered.get(scene.resource, placeOf(met).scope, placeOf(met).id);
  if (model === undefined || deleted === undefined || !known?.isThere) return next(met.request);
  const body = bodyOf(model);
  return body === undefined ? model : withBody(model, withValueReplaced(body, deleted, known.id));
};

/** What several clients ask for at once is done as no order would have it: something of it gets lost. */
export const raceFlaw: BehaviourFlaw = async (scene, met, next) => {
  if (!scene.isRacing) return next(met.request);
  const { scope, id } = placeOf(met);
  const known = scene.remembered.get(scene.resource, scope, id);
  const before = { ...known?.shown };
  switch (met.operation.does?.action) {
    case 'create': {
      const response = await next(met.request);
      const remove = operationOf(scene, 'delete');
      const made = createdId(scene, met, response);
      if (accepted(scene, response) && made !== undefined && remove !== undefined)
        await scene.ask(requestTo(scene, remove, [...scope, made]));
      return response;
    }
    case 'delete':
      return notDone(scene, met, next);
    default: {
      const response = await next(met.request);
      const sent = [...sentBy(scene, met)];
      const lost = sent.findLast(([name, value]) => JSON.stringify(before[name]) !== JSON.stringify(value))?.[0];
      const old = lost === undefined ? undefined : before[lost];
      if (accepted(scene, response) && known !== undefined && lost !== undefined && old !== undefined)
        scene.dress.store(known, lost, old);
      return response;
    }
  }
};
