import type { Operation, Parameter } from '../../contract/api-description.ts';
import { isWrittenAsJson } from '../../contract/parameter-style.ts';
import { givenFor } from '../../contract/parameter-value.ts';
import { jsonDepthMax, nestsDeeperThan } from '../../document/json-text.ts';
import type { ApiRequest } from '../http/api-request.ts';

/** The parameters of a request that are written as JSON, and nest deeper than a validator can follow. */
export const deepParameters = (operation: Operation, request: ApiRequest): readonly Parameter[] =>
  operation.parameters.filter(
    (parameter) =>
      isWrittenAsJson(parameter) &&
      givenFor(operation, parameter, request).some(
        (given) => typeof given === 'string' && nestsDeeperThan(given, jsonDepthMax),
      ),
  );
