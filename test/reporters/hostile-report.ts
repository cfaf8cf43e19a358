import type { Finding, Report, Verdict } from '../../conformance/evidence/report.ts';
import type { JudgedRun } from '../../conformance/reporters/judged-run.ts';

/** What a target may say to whoever reads of it. */
export const hostileTexts: readonly string[] = [
  '</script><script>window.hurt = 1</script>',
  '</style><img src=x onerror="window.hurt = 1">',
  '"><img src="https://hurt.example.com/x.png" onerror=window.hurt=1>',
  "' onmouseover='window.hurt = 1",
  '<!-- ]]> --><svg onload=window.hurt=1>',
  '</textarea></title></pre></details><base href="https://hurt.example.com/">',
  'javascript:window.hurt=1',
  '{{constructor.constructor("window.hurt=1")()}} $' + '{window.hurt=1} `',
  '&lt;b&gt; &amp; &#0; &nbsp',
  'a\u2028b\u2029c',
  'nul \u0000 escape \u001b[31m bell \u0007 delete \u007f next \u0085',
  'right \u202e to left \u2066 isolated \u200f mark \ufeff bom',
  'half \ud800 a pair, other \udc00 half, none \ufffe \uffff',
  'line\r\nbreak\rand\nso on\ttab',
  '::error title=hurt::me\n::add-mask::hurt',
  'true',
  '[a](https://hurt.example.com) **b** | c | @everyone <details> `x`',
  'x'.repeat(300_000),
  `${'['.repeat(5_000)}${']'.repeat(5_000)}`,
  '{"a":"</script>\\u0000\\u202e","b":"\u202e","__proto__":{"c":1}}',
  '',
];

const finding = (text: string, clause: string, level: Finding['level']): Finding => ({
  clause,
  operation: 'operation',
  level,
  message: text,
  expected: text,
  received: text,
  pointer: `/${text}`,
  source: { document: '001', title: text, says: text },
  exchanges: [
    {
      request: { method: 'GET', url: text, headers: { name: text }, body: text },
      response: { status: 200, headers: { [text]: text }, body: text },
      failure: null,
    },
    { request: { method: 'GET', url: text, headers: {}, body: null }, response: null, failure: text },
    {
      request: { method: 'GET', url: text, headers: { name: text }, body: JSON.stringify({ a: text }) },
      response: { status: 200, headers: {}, body: JSON.stringify({ [text]: [text, { [text]: text }] }) },
      failure: null,
    },
  ],
  curl: text,
  replay: text,
});

const verdicts: readonly Verdict[] = ['broken', 'warned', 'untestable', 'vacuous', 'not-applicable', 'held'];

/** A report in which a target, and a contract, say the worst wherever they are heard. */
const hostileReport: Report = {
  version: 1,
  tool: 'tool',
  runs: [
    {
      api: 'api',
      target: hostileTexts[0] ?? '',
      seed: 1,
      startedAt: '2026-01-01T00:00:00.000Z',
      durationMs: 1,
      requests: 1,
      verdict: 'nonconformant',
      reason: hostileTexts.slice(0, 15).join(' '),
      clauses: hostileTexts.map((text, index) => {
        const verdict = verdicts[index % verdicts.length] ?? 'held';
        return {
          id: `api/operation/${index}/${text.slice(0, 500)}:kind`,
          operation: text.slice(0, 50),
          kind: index % 3 === 0 ? text.slice(0, 50) : 'type',
          level: index % 2 === 0 ? 'MUST' : 'SHOULD',
          verdict,
          reason: verdict === 'held' || verdict === 'broken' ? null : text,
          cases: index,
          source: { document: '001', title: text, says: text },
        };
      }),
      findings: hostileTexts.flatMap((text, index) =>
        verdicts[index % verdicts.length] === 'broken' || verdicts[index % verdicts.length] === 'warned'
          ? [finding(text, `api/operation/${index}/${text.slice(0, 500)}:kind`, index % 2 === 0 ? 'MUST' : 'SHOULD')]
          : [finding(text, `api/operation/request/${index}:kind`, 'MUST')],
      ),
      leftovers: hostileTexts.map((text) => ({ resource: text, path: text })),
      staleBaseline: hostileTexts,
    },
  ],
};

/** The runs of that report, with hostile words around them. */
export const hostileRuns: readonly JudgedRun[] = hostileReport.runs.map((run) => ({
  run,
  context: {
    title: hostileTexts[1] ?? '',
    command: hostileTexts[2] ?? '',
    isStrict: false,
    causeOf: (clause) => clause,
    known: new Map(),
  },
}));
