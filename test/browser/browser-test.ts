import { inject, describe as vitestDescribe, test as vitestTest } from 'vitest';

const isLeftOut = inject('browser') === null;

/** A test that is skipped where there is no browser. */
export const test = isLeftOut ? vitestTest.skip : vitestTest;

/** A group of tests that is skipped where there is no browser. */
export const describe = isLeftOut ? vitestDescribe.skip : vitestDescribe;
