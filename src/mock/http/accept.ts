/**
 * The media ranges of an Accept header that can be read (RFC 9110, 12.5.1), or undefined where there is none.
 * A server may disregard the rest, and Prism throws on it.
 */
export const readAccept = (header: string | undefined): readonly string[] | undefined => {
  const ranges = (header ?? '')
    .split(',')
    .map((range) => range.trim())
    .filter((range) => mediaRange.test(range));
  return ranges.length === 0 ? undefined : ranges;
};

const token = "[\\w!#$%&'*+.^`|~-]+";
const mediaRange = new RegExp(`^${token}/${token}(\\s*;\\s*${token}=(${token}|"[^"]*"))*$`);
