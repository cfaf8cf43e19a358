import type { BehaviourKind } from '../../src/contract/behaviour-kinds/list.ts';
import { answeredFlaws } from './answered-flaws.ts';
import { existenceFlaws } from './existence-flaws.ts';
import { listFlaws, tracelessFlaw } from './list-flaws.ts';
import { raceFlaw } from './race-flaw.ts';
import type { BehaviourFlaw } from './scene.ts';

const { untouchedId, ...existence } = existenceFlaws;

/** The flaw of every kind of behaviour. */
export const behaviourFlaws: Readonly<Record<BehaviourKind, BehaviourFlaw>> = {
  ...answeredFlaws,
  ...existence,
  ...listFlaws,
  untouched: (scene, met, next) =>
    (scene.name === scene.resource.id ? untouchedId : answeredFlaws.untouched)(scene, met, next),
  traceless: tracelessFlaw,
  parallel: raceFlaw,
};
