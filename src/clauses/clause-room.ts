/** How far a schema is walked through, place by place: what it refers to beyond that is judged whole. */
export interface ClauseRoom {
  /** How many promises the next schema may make. */
  readonly promisesMax: number;
  /** The same for schemas that promise little or nothing, and are walked through all the same. */
  readonly stepsMax: number;
  /** Takes note of what a schema took. */
  take(promises: number, steps: number): void;
}

/** More promises than any message of a hand-written contract makes; schemas that refer to each other all ways make more without end. */
const promisesOfSchemaMax = 5_000;

const stepsOfSchemaMax = 20_000;

/** Ten times as many as the largest contract makes that we know (some 2,600); they are written in three seconds. */
const promisesOfContractMax = 30_000;

const stepsOfContractMax = 120_000;

/** Makes the room of one contract, which all its schemas share. Many operations that name one large schema each take their share. */
export const createClauseRoom = (): ClauseRoom => {
  let [promises, steps] = [promisesOfContractMax, stepsOfContractMax];
  return {
    get promisesMax() {
      return Math.min(promisesOfSchemaMax, promises);
    },
    get stepsMax() {
      return Math.min(stepsOfSchemaMax, steps);
    },
    take(ofPromises, ofSteps) {
      promises = Math.max(0, promises - ofPromises);
      steps = Math.max(0, steps - ofSteps);
    },
  };
};
