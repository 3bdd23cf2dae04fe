import { SEVERITIES, type Severity } from '@bulwark/model';
import { WAIVER_CONTROLS } from '@bulwark/engine';
import type { ReportInput, RuleProse } from './report-input.ts';
import { unwrapped } from './unwrapped.ts';

export const LEVEL: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};

/** What GitHub makes its own severities of: over 9.0 critical, from 7.0 high, from 4.0 medium, above 0.0 low. */
const SCORE: Readonly<Record<Severity, string>> = { critical: '9.5', high: '8.0', medium: '5.5', low: '3.0', info: '0.0' };

/** GitHub keeps ten tags of a rule. */
const TAGS = 10;

/** The rules that the report speaks of, in the order of their ids; results refer to them by number. */
export function ruleIds({ findings, unknown, adoption }: ReportInput): readonly string[] {
  const aside = [...(adoption?.baseline?.known ?? []), ...(adoption?.waived ?? []).map(({ finding }) => finding)];
  return [...new Set([...findings, ...unknown, ...aside].map((item) => item.control))].toSorted();
}

/** §3.49 reportingDescriptor, with the properties that GitHub reads. */
export function rule(id: string, input: ReportInput): object {
  const prose = input.proseOf(id) ?? proseOfFindings(id, input);
  const { title, severity, why, references } = prose;
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: unwrapped(why) },
    help: { text: helpText(prose), markdown: helpMarkdown(prose) },
    helpUri: references[0],
    defaultConfiguration: { level: LEVEL[severity] },
    properties: { tags: tags(id, prose), precision: 'high', 'security-severity': SCORE[severity] },
  };
}

/** A control that has no prose is described by what its findings say. */
function proseOfFindings(id: string, { findings }: ReportInput): RuleProse {
  const judged = Object.values(WAIVER_CONTROLS).find((control) => control.id === id);
  if (judged !== undefined) return { ...judged, references: [], requirements: {} };
  const own = findings.filter((finding) => finding.control === id);
  const title = own[0]?.title ?? id;
  const severity = SEVERITIES.find((level) => own.some((finding) => finding.severity === level)) ?? 'info';
  return { title, severity, why: title, remediation: own[0]?.remediation ?? '', references: [], requirements: {} };
}

function helpText({ why, details, remediation, references }: RuleProse): string {
  return [unwrapped(why), details && unwrapped(details), remediation, references.join('\n')].filter(Boolean).join('\n\n');
}

function helpMarkdown({ why, details, remediation, references }: RuleProse): string {
  const links = references.map((reference) => `- <${reference}>`).join('\n');
  return [why, details, remediation && `**What to do:** ${remediation}`, links].filter(Boolean).join('\n\n');
}

/** The area, and the requirements that the control gives evidence for: `cis/5.2.2`. */
function tags(id: string, { requirements }: RuleProse): readonly string[] {
  const rows = Object.entries(requirements).flatMap(([framework, ids]) => (ids ?? []).map((row) => `${framework}/${row}`));
  return [...new Set(['security', 'kubernetes', id.split('/')[0] ?? id, ...rows])].slice(0, TAGS);
}
