import type { Operation } from '../../src/contract/api-description.ts';
import { CannotGenerate } from '../arbitraries/cannot-generate.ts';
import type { CheckContext } from '../settings/check-context.ts';
import { lifeOf, type ResourceModel } from './resource-model.ts';
import { fullCallsTo } from './samples.ts';

const canBeMade = (context: CheckContext, operation: Operation): boolean => {
  try {
    fullCallsTo(context, operation);
    return true;
  } catch (error) {
    if (error instanceof CannotGenerate) return false;
    throw error;
  }
};

/**
 * The model of the resource that an operation creates, without the other operations to which no request can be made: why none
 * can is told of those, and is no reason to leave the rest alone. Null where it creates none.
 */
export const testableModel = (context: CheckContext, created: Operation): ResourceModel | null => {
  const model = lifeOf(context.contract, created);
  if (model === null) return null;
  const left = new Set(
    context.contract.operations.filter((operation) => operation === created || canBeMade(context, operation)),
  );
  return {
    ...model,
    operation(action) {
      const operation = model.operation(action);
      return operation !== undefined && left.has(operation) ? operation : undefined;
    },
  };
};
