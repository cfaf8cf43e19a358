import { expect, test } from 'vitest';
import { programFiles } from './source-files.ts';

/** A comparison of a status code with a number, or with several. */
const comparison =
  /status\w*\)?\s*(===|!==|>=|<=|<|>)\s*[2-5]\d\d\b|\[[2-5]\d\d(, [2-5]\d\d)*\]\.includes\(|\bcase [2-5]\d\d:/i;

/** Files that compare a status code with a number themselves, and why the table of statuses doesn't say it. */
const reasons: Readonly<Record<string, string>> = {
  'src/mock/answer-request.ts': 'the mock tells its own refusals apart',
  'src/mock/flawed-answer.ts': 'the mock tells its own failure apart',
  'src/mock/prism/prism.ts': "Prism's router says by a status why a request leads nowhere",
  'src/mock/judge/refusal-status.ts': 'which refusal the mock chooses: 400 tells the least',
  'src/mock/judge/rules.ts': 'a 401 has a challenge (RFC 9110, 11.6.1)',
  'conformance/judge/of-http-itself.ts': 'each of these is about one part of a request',
  'conformance/lifecycle/listed-before-and-after.ts': '416 and 422 may say that there is no such page',
  'conformance/target/own-resources.ts':
    '201 and 200 in one server tell what is new from what was there (RFC 9110, 15.3.2)',
  'conformance/lifecycle/own.ts': '201 and 200 in one server tell what is new from what was there (RFC 9110, 15.3.2)',
  'conformance/lifecycle/pending.ts': '202 alone means that it is not done yet',
  'conformance/http/is-unsure.ts': '202 alone means that it is not done yet',
  'conformance/target/preflight.ts': '403 may be about a parameter that was made up',
  'conformance/checks/permitted-request.ts': '403 may be about a parameter that was made up',
  'conformance/checks/documented-refusal.ts': 'each documented refusal may have a reason of its own',
  'conformance/checks/refusal-in-doubt.ts': '409 may be about a reference to what is not there (RFC 9110, 15.5.10)',
  'conformance/checks/broken-requests.ts': '409 to a valid request: another one may not collide',
  'conformance/checks/credentials.ts': '400 for credentials that cannot be read (RFC 6750, 3.1)',
  'conformance/judge/refusal-status.ts':
    'which refusal the contract asks for: 409 is about what is there, 415 about the media type',
  'conformance/recorded/judge-recorded.ts': '304 stands for a response that was not recorded',
};

const files = (await programFiles()).filter(({ path }) => path !== 'src/http/statuses.ts');
const comparing = files.filter(({ tree }) => comparison.test(tree.text)).map(({ path }) => path);

test('What a status code proves, the table in src/http/statuses.ts says, and no other file', () => {
  expect(comparing.filter((path) => !(path in reasons))).toEqual([]);
});

test('Every exception is still one', () => {
  expect(Object.keys(reasons).filter((path) => !comparing.includes(path))).toEqual([]);
});
