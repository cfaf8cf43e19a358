import { isIPv6 } from 'node:net';

const atom = "[a-z0-9!#$%&'*+/=?^_`{|}~-]+";
const quoted = String.raw`"(?:[ !#-\[\]-~]|\\[ -~])*"`;
const subdomain = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?';
const byte = '(?:25[0-5]|2[0-4]\\d|[01]?\\d?\\d)';

const localPart = `(?:${atom}(?:\\.${atom})*|${quoted})`;
const domain = `${subdomain}(?:\\.${subdomain})*`;
const literal = String.raw`\[(?:${byte}(?:\.${byte}){3}|(?!ipv6:)[a-z0-9-]*[a-z0-9]:[!-Z^-~]+|ipv6:(?<ipv6>[0-9a-f:.]+))\]`;

const mailbox = new RegExp(`^${localPart}@(?:${domain}|${literal})$`, 'i');

/** Whether a text is a mailbox (RFC 5321, 4.1.2), as `format: email` has it (JSON Schema 2020-12, validation, 7.3.2): at any host, `localhost` too. */
export const isMailbox = (text: string): boolean => {
  const found = mailbox.exec(text);
  const ipv6 = found?.groups?.ipv6;
  return found !== null && (ipv6 === undefined || isIPv6(ipv6));
};
