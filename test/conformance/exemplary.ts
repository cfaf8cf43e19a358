import type { Check } from '../../conformance/checks/check.ts';
import type { Exchange } from '../../conformance/http/exchange.ts';
import { responseJudge } from '../../conformance/judge/response.ts';
import type { CheckContext } from '../../conformance/settings/check-context.ts';
import { Connection } from '../../conformance/target/connection.ts';
import { lookUpLists } from '../../conformance/target/lists.ts';
import { Target } from '../../conformance/target/target.ts';
import type { HttpRequest } from '../../src/http/messages.ts';

/** A target that answers everything with the documented example of its success, and all that it was sent. */
export const exemplary = (
  context: CheckContext,
  url: string,
): { readonly target: Target; readonly sent: HttpRequest[] } => {
  const sent: HttpRequest[] = [];
  const patterns = context.contract.operations.map((operation) => ({
    operation,
    pattern: new RegExp(`^${operation.path.replaceAll(/\{[^}]+\}/g, '[^/]*')}$`),
  }));
  const answerTo = (request: HttpRequest): Exchange => {
    const path = request.url.slice(url.length).replace(/\?.*$/s, '');
    const known = patterns.find(({ operation, pattern }) => operation.method === request.method && pattern.test(path));
    const success = known?.operation.responses.find(({ statuses }) =>
      statuses.some((status) => status.startsWith('2')),
    );
    const example = success?.content[0]?.examples[0]?.value;
    const body = example === undefined ? '' : JSON.stringify(example);
    const headers = { 'content-type': success?.content[0]?.name ?? '' };
    const response = { status: Number(success?.statuses[0] ?? 404), headers, body, truncated: false };
    return { request, response, failure: null, durationMs: 0 };
  };
  const sender = {
    send: async (request: HttpRequest) => {
      sent.push(request);
      return answerTo(request);
    },
    together: <Result>(_count: number, action: () => Promise<Result>) => action(),
    close: async () => undefined,
  };
  const target = new Target({
    contract: context.contract,
    judge: responseJudge(context.contract, context.evaluate),
    connection: new Connection(context.settings, sender, {
      learnRequest: () => undefined,
      learnResponse: () => undefined,
    }),
  });
  return { target, sent };
};

/** Performs one case of a check against such a target, and gives what was sent for it, clean-up left out. */
export const sendTo = async (
  context: CheckContext,
  check: Check,
  value: unknown,
  url: string,
): Promise<readonly HttpRequest[]> => {
  const { target, sent } = exemplary(context, url);
  await lookUpLists(
    target,
    context.contract.resources.map(({ name }) => name),
  );
  sent.length = 0;
  await check.perform(target, value);
  const shown = [...sent];
  await target.cleanUp();
  return shown;
};
