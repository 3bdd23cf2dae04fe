import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { ChartFile } from '../chart-files.ts';
import { sectionsOf } from '../documents.ts';
import { errorIn } from '../helm-failure.ts';
import { template, type HelmCall, type Render } from '../run-helm.ts';

/** What every template has printed, line by line, before Helm takes it apart; or Helm's words where one has failed. */
export type RawRender = ReadonlyMap<string, readonly string[]> | string;

/** No YAML: Helm then prints what the templates have made, as it is, and takes nothing apart. */
const BROKEN = 'bulwark: [';
const BROKEN_FILE = 'templates/bulwark-is-no-yaml.yaml';

/** A copy of a chart in a temporary folder, whose files can be changed between renders. */
export class ChartCopy {
  renders = 0;
  readonly #call: HelmCall;
  readonly #folder: string;
  readonly #original = new Map<string, Uint8Array | undefined>();
  #changed = new Set<string>();

  /** `home` of the call is where the copy is made: whoever made that folder removes it. */
  constructor(call: HelmCall, files: readonly ChartFile[]) {
    this.#call = call;
    this.#folder = join(call.home, 'chart');
    for (const { path, bytes } of files) {
      // Marked values need not be what a schema of the chart wants.
      if (/(?:^|\/)values\.schema\.json$/.test(path)) continue;
      this.#original.set(path, bytes);
      this.#write(path, bytes);
    }
    this.#write(BROKEN_FILE, BROKEN);
  }

  /** Renders with these files in the place of the chart's, and with files that it does not have. */
  render(changes: ReadonlyMap<string, string>, values: Pick<Render, 'valuesFiles' | 'settings'>): RawRender {
    for (const path of this.#changed) if (!changes.has(path)) this.#write(path, this.#original.get(path) ?? '');
    for (const [path, text] of changes) this.#write(path, text);
    this.#changed = new Set(changes.keys());
    this.renders += 1;
    const { stdout, stderr } = template(this.#call, { chart: this.#folder, ...values, raw: true });
    const sections = sectionsOf(Buffer.from(stdout).toString('utf8'));
    // Where a template fails, CRDs are printed all the same.
    const own = sections.find(({ template: name }) => name.endsWith(`/${BROKEN_FILE}`));
    if (own === undefined) return errorIn(stderr);
    return new Map(sections.filter((section) => section !== own).map((section) => [section.template, trimmed(section.lines)]));
  }

  #write(path: string, content: string | Uint8Array): void {
    const file = join(this.#folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}

/** Helm cuts white space at the end of all that it prints, which may be in the last section or in another. */
function trimmed(lines: readonly string[]): readonly string[] {
  const last = lines.findLastIndex((line) => line.trim() !== '');
  return lines.slice(0, last + 1);
}
