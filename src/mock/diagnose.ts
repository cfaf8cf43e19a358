import type { Judging } from './cached-judge.ts';
import { type PrismDiagnostic, severityOfErrors } from './prism-message.ts';
import type { PrismOperation, PrismParts } from './prism-parts.ts';

/** Asks Prism what is wrong with a request or an answer, come what may. */
export interface Diagnose {
  diagnosticsOfSecurity(judging: Judging): readonly PrismDiagnostic[];
  diagnosticsOfInput(judging: Judging): readonly PrismDiagnostic[];
  diagnosticsOfOutput(judging: Parameters<PrismParts['validateOutput']>[0]): readonly PrismDiagnostic[];
}

/** An operation that has one part alone of what requests to another have, and what to say of that where Prism can't read it. */
interface Part {
  readonly resource: PrismOperation;
  /** What is wrong where Prism can't read the part of a request; null where nothing is. */
  unreadable(element: Judging['element']): PrismDiagnostic | null;
}

/** The lists in which Prism keeps parameters, and where those stand; it doesn't judge cookies. */
const lists = { path: 'path', query: 'query', headers: 'header' } as const;

const partsOf = (whole: PrismOperation): readonly Part[] => {
  const { body, ...parameters } = whole.request ?? {};
  const ofParameters = (Object.keys(lists) as (keyof typeof lists)[]).flatMap((list) =>
    (parameters[list] ?? []).map((parameter) => ({
      resource: { ...whole, request: { [list]: [parameter] } },
      unreadable: (element: Judging['element']) => {
        const [place, name] = [lists[list], parameter.name.toLowerCase()];
        const isAbsent = list === 'headers' && element.headers?.[name] === undefined;
        if (isAbsent && parameter.required !== true) return null;
        const message = isAbsent
          ? `${place} must have required property '${name}'`
          : `The ${place} parameter ${parameter.name} cannot be read`;
        return { message, path: [place, name], severity: severityOfErrors };
      },
    })),
  );
  const unreadable = () => ({ message: 'The request body cannot be read', path: ['body'], severity: severityOfErrors });
  return [{ resource: { ...whole, request: { ...(body && { body }) } }, unreadable }, ...ofParameters];
};

const withoutBody = ({ body: _body, ...element }: Judging['element']): Judging['element'] => ({
  ...element,
  headers: { ...element.headers, 'content-length': '0' },
});

/**
 * Makes what asks Prism. Its readers of parameters and forms throw where they don't understand a value, or one isn't there, and then
 * nothing is known of the rest: so each part is judged alone, and what can't be read is said of its part. What is thrown is about
 * Prism's own code, and no help to anybody.
 */
export const createDiagnose = ({ validateInput, validateSecurity, validateOutput }: PrismParts): Diagnose => {
  // Made once, since what Prism compiles is kept for each operation.
  const known = new WeakMap<PrismOperation, readonly Part[]>();
  const knownParts = (whole: PrismOperation): readonly Part[] => {
    const parts = known.get(whole) ?? partsOf(whole);
    known.set(whole, parts);
    return parts;
  };
  return {
    diagnosticsOfSecurity(judging) {
      const unreadable = { message: 'The credentials cannot be read', severity: severityOfErrors };
      return diagnosed(() => validateSecurity(judging)) ?? [unreadable];
    },
    // Its reader throws as well where an answer lacks a header that is a list: of such an answer nothing is said.
    diagnosticsOfOutput: (judging) => diagnosed(() => validateOutput(judging)) ?? [],
    diagnosticsOfInput({ resource: whole, element }) {
      const ofAll = diagnosed(() => validateInput({ resource: whole, element }));
      if (ofAll !== null) return ofAll;
      return knownParts(whole).flatMap(({ resource, unreadable }, index) => {
        const part = index === 0 ? element : withoutBody(element);
        return diagnosed(() => validateInput({ resource, element: part })) ?? [unreadable(element) ?? []].flat();
      });
    },
  };
};

/** What Prism finds, or null where it throws. */
const diagnosed = (
  judge: () => ReturnType<PrismParts['validateInput'] | PrismParts['validateOutput']>,
): readonly PrismDiagnostic[] | null => {
  try {
    const judged = judge();
    return judged._tag === 'Left' ? judged.left : [];
  } catch {
    return null;
  }
};
