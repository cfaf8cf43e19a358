import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageFolder } from '../../../src/package-folder.ts';

/** A style or a script that stands in the page itself, and the source by which a Content-Security-Policy allows it. */
export interface Asset {
  readonly text: string;
  readonly source: string;
}

const readAsset = async (name: string): Promise<Asset> => {
  // They are shipped as they are, beside what is compiled.
  const text = await readFile(join(packageFolder(), 'conformance', 'reporters', 'html', name), 'utf8');
  return { text, source: `'sha256-${createHash('sha256').update(text).digest('base64')}'` };
};

/** Reads the style and the script of the page. */
export const readAssets = async (): Promise<{ readonly style: Asset; readonly script: Asset }> => {
  const [style, script] = await Promise.all([readAsset('report.css'), readAsset('report-page.js')]);
  return { style, script };
};
