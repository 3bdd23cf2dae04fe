import type { KubeObject } from '@bulwark/model';
import { amount, clean, objectName, wrap } from '@bulwark/report';
import type { Violation } from '@bulwark/pod-security';
import type { Check, CheckResult } from './check.ts';
import { countVerdicts, enforced } from './check-summary.ts';
import { appliedStandard, wordsOf } from './check-words.ts';
import type { Input } from '../input/read-input.ts';
import type { TextStyle } from '../input/text-style.ts';
import { unreadText } from '../input/unread-text.ts';
import { writtenAt } from '../renders/written-at.ts';

/** The results for people: what is refused, object by object, then what is unknown, then how many. */
export function* checkText(result: Check, { inventory }: Input, newest: number, style: TextStyle): IterableIterator<string> {
  for (const group of Map.groupBy(result.results, ({ object }) => object).values()) {
    const lines = objectLines(group, newest, style);
    if (lines.length > 0) yield `${lines.join('\n')}\n\n`;
  }
  yield* unreadText(inventory.coverage, style);
  yield* summaryLines(result, newest, style);
}

function objectLines(results: readonly CheckResult[], newest: number, style: TextStyle): readonly string[] {
  const told = results.filter(({ judgement }) => judgement.verdict !== 'allowed');
  const [first] = told;
  if (first === undefined) return [];
  const { palette } = style;
  const place = writtenAt(first.object, []);
  const where = place === undefined ? '' : palette.dim(`  ${clean(place.file)}:${place.line}`);
  const lines = [`${palette.bold(objectName(first.object))}${where}`];
  const seen = new Set<string>();
  for (const each of told) lines.push(...resultLines(each, newest, seen, style));
  return lines;
}

/** What one level says; what another level has said of the same pod before is not said again. */
function resultLines(result: CheckResult, newest: number, seen: Set<string>, style: TextStyle): readonly string[] {
  const { object, judgement, mode, standard, labels } = result;
  const { palette } = style;
  const by = appliedStandard(standard, newest);
  if (labels !== undefined) {
    return [`  ${palette.red('refused')}  ${clean(wordsOf(result).message)}`];
  }
  if (judgement.verdict === 'unknown') {
    const reasons = judgement.unknown.map(({ reason }) => reason);
    return [`  ${palette.yellow('unknown')}  ${by}`, ...wrapped([...new Set(reasons)], style)];
  }
  const label = mode === 'enforce' ? palette.red('refused') : palette.yellow(mode === 'warn' ? 'warned ' : 'audited');
  const lines = [`  ${label}  by ${by}`];
  for (const violation of judgement.violations) {
    const words = `${violation.reason} (${violation.detail})`;
    const key = `${result.pod?.join('.') ?? ''} ${words}`;
    if (seen.has(key)) continue;
    seen.add(key);
    lines.push(...violationLines(object, violation, style));
  }
  const undecided = judgement.unknown.map(({ reason }) => `and it may be more: ${reason}`);
  return lines.length > 1 ? [...lines, ...wrapped([...new Set(undecided)], style)] : [...lines, `    for the same reasons`];
}

const INDENT = '    ';

/** Why a check forbids a pod, in the server's words; below it what to do, and on which lines. */
export function violationLines(object: KubeObject, violation: Violation, style: TextStyle): readonly string[] {
  const { palette } = style;
  const where = placesText(object, violation);
  return [
    ...wrapped([`${violation.reason} (${violation.detail})`], style),
    ...wrapped([`${violation.check.remedy}${where}`], style, '→ ').map(palette.green),
  ];
}

/** The lines of the object's own file alone; what was rendered may have been written in others. */
function placesText(object: KubeObject, { fields }: Violation): string {
  const own = writtenAt(object, [])?.file;
  const places = fields.flatMap((path) => writtenAt(object, path) ?? []);
  if (places.some(({ file }) => file !== own)) {
    return ` (${[...new Set(places.map(({ file, line }) => `${file}:${line}`))].join(', ')})`;
  }
  const lines = [...new Set(places.map(({ line }) => line))];
  return lines.length === 0 ? '' : ` (${lines.length === 1 ? 'line' : 'lines'} ${lines.join(', ')})`;
}

export function wrapped(texts: readonly string[], { width }: TextStyle, bullet = ''): readonly string[] {
  return texts.flatMap((text) =>
    wrap(clean(text), width - INDENT.length - 2).map((line, index) => `${INDENT}${index === 0 ? bullet : '  '}${line}`),
  );
}

function* summaryLines(result: Check, newest: number, { palette }: TextStyle): IterableIterator<string> {
  const judged = enforced(result).filter(({ labels }) => labels === undefined);
  for (const [standard, group] of Map.groupBy(judged, (each) => appliedStandard(each.standard, newest))) {
    const { allowed, refused, unknown } = countVerdicts(group);
    const exempt = group.filter((each) => each.exempt !== undefined).length;
    const parts = [
      `${amount(group.length, 'pod')} judged`,
      `${allowed} allowed${exempt > 0 ? ` (${exempt} exempt)` : ''}`,
      `${refused} refused`,
      ...(unknown > 0 ? [`${unknown} unknown`] : []),
    ];
    yield `${palette.bold(standard)}  ${parts.join(', ')}\n`;
  }
  if (result.withoutPod > 0) yield `${result.withoutPod} of ${amount(result.objects, 'object')} hold no pod\n`;
  if (judged.some(({ isUnasked }) => isUnasked === true)) {
    yield palette.dim('Where no namespace says which level counts, both were judged; --level picks one\n');
  }
  const refused = new Set(
    enforced(result)
      .filter(({ judgement }) => judgement.verdict === 'forbidden')
      .map(({ object }) => object),
  ).size;
  yield refused > 0 ? palette.red(`✗ ${amount(refused, 'object')} refused: exit 1\n`) : palette.green('✓ nothing is refused\n');
}
