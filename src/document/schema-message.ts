/** What Ajv says of a value: more than its message holds. */
interface SchemaError {
  readonly keyword?: string;
  readonly message?: string | undefined;
  readonly params?: unknown;
}

/** Keeps a list of values on one readable line. */
const valuesShownMax = 20;

const oneOf = (values: readonly unknown[]): string => {
  if (values.length === 0) return 'must be one of nothing: the list is empty';
  const shown = values.slice(0, valuesShownMax).map((value) => JSON.stringify(value));
  return `must be one of ${shown.join(', ')}${values.length > shown.length ? ', …' : ''}`;
};

/** The message of a schema error with the values that were wanted, or the property that was too many. */
export const schemaMessage = ({
  keyword = 'the schema',
  message = `fails ${keyword}`,
  params,
}: SchemaError): string => {
  const { allowedValues, allowedValue, additionalProperty, unevaluatedProperty } = (params ?? {}) as {
    readonly allowedValues?: readonly unknown[];
    readonly allowedValue?: unknown;
    readonly additionalProperty?: string;
    readonly unevaluatedProperty?: string;
  };
  if (allowedValues !== undefined) return oneOf(allowedValues);
  if (allowedValue !== undefined) return `must be ${JSON.stringify(allowedValue)}`;
  const surplus = additionalProperty ?? unevaluatedProperty;
  return surplus === undefined ? message : `must not have the property ${JSON.stringify(surplus)}`;
};
