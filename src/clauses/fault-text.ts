import { arrayAt } from '../document/document.ts';
import type { Clause } from './clause.ts';
import { placeText } from './place-text.ts';

/** What is wrong with a request that breaks a clause; completes "a request …". */
export const faultText = (clause: Clause): string => {
  const { kind, schema } = clause;
  const place = placeText(clause);
  switch (kind) {
    case 'credentials':
      return 'without the right credentials';
    case 'media-type':
      return 'in a media type that is not documented';
    case 'well-formed':
      return 'whose body is no JSON';
    case 'required': {
      const [name] = schema === null ? [] : arrayAt(schema, 'required');
      if (name === undefined) return `without ${place === 'the body' ? 'a body' : place}`;
      return `without \`${String(name)}\` in ${place}`;
    }
    default:
      return `in which ${place} breaks \`${kind}\``;
  }
};
