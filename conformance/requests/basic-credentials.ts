/** Writes a token, which is USER:PASSWORD, as the scheme Basic sends it (RFC 7617, 2). */
export const basicCredentials = (token: string): string => Buffer.from(token).toString('base64');
