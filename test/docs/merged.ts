import { parse, stringify } from 'yaml';

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

const isMap = (value: Json | undefined): value is { readonly [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const merge = (base: Json | undefined, piece: Json): Json => {
  if (!isMap(base) || !isMap(piece)) return piece;
  const changed = Object.entries(piece).map(([name, value]) => [name, merge(base[name], value)] as const);
  return { ...base, ...Object.fromEntries(changed) };
};

/** Does what somebody does who is told to add a piece to a document in YAML: maps are merged, anything else replaces what was there. */
export const merged = (document: string, piece: string): string => stringify(merge(parse(document), parse(piece)));
