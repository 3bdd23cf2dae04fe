import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT, UserError } from '@bulwark/model';
import { amount } from '@bulwark/report';
import { configText, MOST_ROOTS } from '../init/config-text.ts';
import { survey, type Survey } from '../init/survey.ts';
import type { Shell } from '../shell.ts';

export interface InitFlags {
  readonly force: boolean | undefined;
}

const FILE = 'bulwark.yaml';
const BASELINE = `bulwark scan --update-baseline   # what is there is known; with its line in ${FILE}, only what is new counts`;

export async function run(this: Shell, { force = false }: InitFlags): Promise<void> {
  const location = join(this.cwd, FILE);
  if (existsSync(location) && !force) throw new UserError(`${FILE} is there already`, { hint: '--force writes over it' });
  const found = await survey(this.cwd);
  try {
    writeFileSync(location, configText(found));
  } catch (cause) {
    throw new UserError(`${FILE} cannot be written`, { exit: EXIT.environment, cause });
  }
  this.process.stdout.write(reportText(found));
}

function reportText({ scan, roots, vendored, settings }: Survey): string {
  const findings = scan.findings.length;
  const read =
    roots.length === 0
      ? 'There are no manifests here yet.'
      : `Found ${amount(scan.summary.objects, 'object')} in ${roots.length > MOST_ROOTS ? `${roots.length} folders and files` : roots.join(', ')}, with ${amount(findings, 'finding')}.`;
  const steps = [
    ...(settings.length > 0 ? [`bulwark config migrate ${settings.join(' ')}   # what these say, in the words of ${FILE}`] : []),
    roots.length === 0
      ? `bulwark scan .                   # when there are; paths.include in ${FILE} saves the dot`
      : 'bulwark scan                     # what is there',
    ...(findings > 0 ? [BASELINE] : []),
  ];
  const aside = vendored.length > 0 ? `Left out as manifests of others: ${vendored.join(', ')}\n` : '';
  return `Wrote ${FILE}. ${read}\n${aside}\nNext\n${steps.map((step) => `  ${step}\n`).join('')}`;
}
