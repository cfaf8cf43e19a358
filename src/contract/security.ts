import { arrayAt, isObject, type JsonObject, type OpenApiDocument, stringAt } from '../document/document.ts';
import { follow } from '../document/follow-reference.ts';
import { pointerTo, valueAt } from '../document/json-pointer.ts';
import type { SecurityRequirement, SecurityScheme } from './api-description.ts';

const readScheme = (document: OpenApiDocument, key: string): SecurityScheme => {
  const pointer = pointerTo('/components/securitySchemes', key);
  const { object: scheme } = follow(document, valueAt(document, pointer), pointer, []);
  const type = stringAt(scheme, 'type');
  const name = stringAt(scheme, 'name');
  const place = stringAt(scheme, 'in');
  const authentication = type === 'http' ? (stringAt(scheme, 'scheme')?.toLowerCase() ?? null) : null;
  if (authentication === 'bearer' || authentication === 'basic') return { type: authentication, key };
  // OAuth 2.0 and OpenID Connect tokens travel as Bearer tokens (RFC 6750, 2.1).
  if (type === 'oauth2' || type === 'openIdConnect') return { type: 'bearer', key };
  if (type === 'apiKey' && name !== undefined && (place === 'header' || place === 'query' || place === 'cookie')) {
    return { type: 'apiKey', key, in: place, name };
  }
  return { type: 'other', key, scheme: authentication };
};

/** Reads the security requirements of an operation, or the document's where it has none of its own; `{}` among them makes credentials optional. */
export const readSecurity = (document: OpenApiDocument, operation: JsonObject): readonly SecurityRequirement[] => {
  const requirements = (
    operation.security === undefined ? arrayAt(document, 'security') : arrayAt(operation, 'security')
  ).filter(isObject);
  if (requirements.some((requirement) => Object.keys(requirement).length === 0)) return [];
  return requirements.map((requirement) => Object.keys(requirement).map((key) => readScheme(document, key)));
};
