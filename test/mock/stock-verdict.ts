import { createInstance, getHttpOperationsFromSpec, type PrismHttpComponents } from '@stoplight/prism-http';
import type { Contract } from '../../src/clauses/contract.ts';
import { jsonValueOf } from '../../src/document/json-text.ts';
import { readTarget } from '../../src/mock/http/request-target.ts';
import { silentLogger } from '../../src/mock/prism/prism-parts.ts';
import type { Asking } from './ask.ts';

/** What stock Prism decides about a request; that it fails where its own code throws, which leaves a client of its server without an answer. */
export type StockVerdict = 'accepted' | 'refused' | 'fails';

/** Makes what asks stock Prism for its verdict on a request to one contract. */
export const createStockVerdict = async ({ document }: Contract) => {
  const resources = await getHttpOperationsFromSpec(structuredClone(document) as object);
  const parts: Partial<PrismHttpComponents> & Pick<PrismHttpComponents, 'logger'> = { logger: silentLogger };
  createInstance({ mock: { dynamic: false } } as Parameters<typeof createInstance>[0], parts);
  return (line: string, { body, type, headers = {}, credentials = true }: Asking): StockVerdict => {
    const [method = '', target = ''] = line.split(' ');
    const { path, query } = readTarget(target);
    const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
    const contentType = type ?? 'application/json';
    const isJson = contentType.includes('json');
    if (isJson && text !== undefined && jsonValueOf(text) === undefined) return 'refused';
    const element = {
      method: method.toLowerCase() as 'get',
      url: { path, query: structuredClone(query) },
      headers: {
        ...(credentials && { authorization: 'Bearer any' }),
        ...(text !== undefined && { 'content-type': contentType, 'content-length': String(text.length) }),
        ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value ?? ''])),
      },
      body: text === undefined || !isJson ? text : jsonValueOf(text),
    };
    try {
      const routed = parts.route?.({ resources, input: element });
      if (routed?._tag !== 'Right') return 'refused';
      const judging = { resource: routed.right, element };
      const verdicts = [parts.validateSecurity?.(judging), parts.validateInput?.(judging)];
      const isWrong = verdicts.some((one) => one?._tag === 'Left' && one.left.some(({ severity }) => severity === 0));
      return isWrong ? 'refused' : 'accepted';
    } catch {
      return 'fails';
    }
  };
};
