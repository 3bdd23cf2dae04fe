import { type Coverage, type FileRecord } from '@bulwark/model';
import { adoptionRows } from './adoption-rows.ts';
import { amount, severityCounts } from './amount.ts';
import { clean } from './clean.ts';
import { countFiles, isFolder } from './coverage-view.ts';
import { displayWidth } from './display-width.ts';
import type { ReportInput } from './report-input.ts';
import type { Style, Bars } from './text-options.ts';
import { LABEL, rows } from './text-rows.ts';
import { scanVerdict, type ScanVerdict, type Standing } from './verdict.ts';
import { wrap } from './wrap.ts';

const REASONS_SHOWN = 3;

/** What was seen, what was found, what to do next, and whether that passes. */
export function* summaryText(input: ReportInput, bars: Bars, style: Style): IterableIterator<string> {
  const { summary, coverage } = input;
  const files = countFiles(coverage);
  yield row(
    'Scanned',
    `${amount(files.scanned, 'file')}, ${documentsText(coverage)}, ${amount(summary.objects, 'object')}`,
    style,
  );
  const skipped = coverage.files.filter((record) => record.status === 'skipped');
  if (skipped.length > 0) yield row('Skipped', skippedText(skipped), style);
  if (files.failed > 0) yield row('Not read', amount(files.failed, 'file'), style);
  const found = listed([severityCounts(summary.findings), summary.unknown > 0 && `${summary.unknown} unknown`]);
  if (found !== '') yield row('Found', found, style);
  for (const [label, text] of adoptionRows(input.adoption)) yield row(label, text, style);
  if (summary.nextSteps.length > 0) yield rows('Next', nextText(summary.nextSteps), style);
  const verdict = scanVerdict(input, bars);
  yield verdictLine(verdict, style);
}

/** Whether a scan passes, and why. */
export function verdictLine({ standing, text }: ScanVerdict, style: Style): string {
  return `${markOf(standing, style)}${clean(text)}\n`;
}

function markOf(standing: Standing, { palette }: Style): string {
  if (standing === 'not judged') return 'not judged: ';
  return standing === 'passed' ? `${palette.green('✓')} ` : `${palette.red('✗')} `;
}

function row(label: string, text: string, style: Style): string {
  return rows(label, wrap(text, style.width - LABEL), style);
}

function listed(parts: readonly (string | false)[]): string {
  return parts.filter(Boolean).join(', ');
}

/** `585 files and 1 folder: 420 no Kubernetes object · 166 ignored by .gitignore`. */
function skippedText(skipped: readonly FileRecord[]): string {
  const folders = skipped.filter(isFolder).length;
  const files = skipped.length - folders;
  const what = [files > 0 && amount(files, 'file'), folders > 0 && amount(folders, 'folder')].filter(Boolean).join(' and ');
  const groups = [...Map.groupBy(skipped, (record) => record.reason ?? 'no reason given')].toSorted(
    ([, a], [, b]) => b.length - a.length,
  );
  const rest = groups.slice(REASONS_SHOWN).reduce((sum, [, group]) => sum + group.length, 0);
  const reasons = groups.slice(0, REASONS_SHOWN).map(([reason, group]) => `${group.length} ${clean(reason)}`);
  return `${what}: ${[...reasons, rest > 0 && `${rest} for other reasons`].filter(Boolean).join(' · ')}`;
}

function documentsText({ documents }: Coverage): string {
  const { kubernetes, other, empty, notRendered, failed } = documents;
  const asides = listed([
    other > 0 && `${other} not of Kubernetes`,
    empty > 0 && `${empty} empty`,
    notRendered > 0 && `${notRendered} not rendered`,
    failed > 0 && `${failed} not read`,
  ]);
  return amount(kubernetes + other + empty + notRendered + failed, 'document') + (asides === '' ? '' : ` (${asides})`);
}

/** The command that says more, and what following it would close. */
function nextText(nextSteps: ReportInput['summary']['nextSteps']): readonly string[] {
  const commands = nextSteps.map((step) => `bulwark explain ${clean(step.control)}`);
  const column = Math.max(...commands.map(displayWidth)) + 2;
  return nextSteps.map((step, index) => {
    const command = commands[index] ?? '';
    return `${command}${' '.repeat(column - displayWidth(command))}closes ${amount(step.findings, 'finding')} in ${amount(step.objects, 'object')}`;
  });
}
