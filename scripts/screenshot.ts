import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { causeOfClause } from '../conformance/evidence/cause-of-clause.ts';
import type { Report } from '../conformance/evidence/report.ts';
import { writeReports } from '../conformance/reporters/write-reports.ts';
import { contractOf, runConformance } from '../conformance/run/run-conformance.ts';
import { startMock } from '../src/mock/start-mock.ts';
import { findBrowser } from '../test/browser/find-browser.ts';
import { startBrowser } from '../test/browser/start-browser.ts';

const api = 'lune';

/** One of each kind, or nearly: as much goes wrong as a picture can show. */
const broken = [
  'listWebhooks/200/body[]/account_type:enum',
  'createWebhook/200/body/created_at:format',
  'createWebhook/request/body/url:pattern',
  'createWebhook/400/body/error/error_code:enum',
  'createWebhook/401/body/errors:minItems',
  'getWebhook/200/body/url:type',
  'getWebhook/401:status',
  'updateWebhook/200/body/enabled:required',
  'updateWebhook/request/body/account_ids:type',
  'rotateWebhookSecret/200:media-type',
  'deleteWebhook:credentials',
  'webhook:secret-is-masked-on-read',
  'webhook:secret-is-new-on-rotate',
  'webhook:deleted-is-gone-on-list',
  'webhook:enabled-has-its-default-on-create',
  'webhook:account_id-leaves-out-others',
  'webhook:refused-replace-leaves-no-trace',
  'webhook:unknown-is-refused-on-delete',
  'webhook:others-are-untouched-on-delete',
].map((clause) => `${api}/${clause}`);

/** What the README says of where the mock listens; the port that was free is another each time. */
const shownHost = '127.0.0.1:4010';

const judge = async (): Promise<Report> => {
  await using mock = await startMock({ apis: [api], token: 't', seed: 7, break: broken });
  const target = `${mock.url}/${api}`;
  const report = await runConformance({ api, target, token: 't', set: { account_ids: ['a', 'b'] }, seed: 7 });
  return JSON.parse(JSON.stringify(report).replaceAll(new URL(mock.url).host, shownHost)) as Report;
};

const usage = `Makes docs/report.png: the report of a mock that breaks ${broken.length} clauses.

node scripts/screenshot.ts [OPTIONS]
  --out FILE      where the picture goes (docs/report.png)
  --theme THEME   light (which is the default) or dark
  --report DIR    keep the report itself here
  --help`;

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: join(import.meta.dirname, '..', 'docs', 'report.png') },
    theme: { type: 'string', default: 'light' },
    report: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

const picture = async (): Promise<void> => {
  const folder = values.report ?? (await mkdtemp(join(tmpdir(), 'report-')));
  const browser = await startBrowser(await findBrowser());
  try {
    await mkdir(folder, { recursive: true });
    const report = await judge();
    const contract = await contractOf({ api });
    const command = `npm run conformance -- --api ${api} --target http://${shownHost}/${api} --set account_ids=a,b`;
    const context = {
      title: contract.title,
      command,
      isStrict: false,
      causeOf: causeOfClause(contract),
      known: new Map(),
    };
    await writeReports(
      folder,
      report,
      report.runs.map((run) => ({ run, context })),
    );
    const colorScheme = values.theme === 'dark' ? 'dark' : 'light';
    const page = await browser.newPage({ viewport: { width: 1360, height: 1180 }, colorScheme });
    await page.goto(pathToFileURL(join(folder, 'report.html')).href);
    await page.screenshot({ path: values.out });
    console.log(`${values.out}: ${Math.ceil((await stat(values.out)).size / 1024)} kB`);
  } finally {
    await browser.close();
    if (values.report === undefined) await rm(folder, { recursive: true });
  }
};

if (values.help) console.log(usage);
else await picture();
