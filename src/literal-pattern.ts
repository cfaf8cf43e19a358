/** Writes a text as the source of a regular expression that matches just that text. */
export const literalPattern = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
