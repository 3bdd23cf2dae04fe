import { CONTEXT_RULES, type ContextRule } from '@bulwark/engine';
import { wrap, type Palette } from '@bulwark/report';

/** What people ask `explain` for, beside controls. */
export const SEVERITY = 'severity';

/** The rules by which what stands around an object moves a severity, as data. */
export type SeverityRule = Omit<ContextRule, 'holds' | 'reads'>;

export const severityRules: readonly SeverityRule[] = CONTEXT_RULES.map(({ id, step, controls, when, why }) => ({
  id,
  step,
  controls,
  when,
  why,
}));

const INDENT = '  ';

/** The rules for people who sit before a terminal. */
export function severityRulesText({ width, palette }: { readonly width: number; readonly palette: Palette }): string {
  const intro =
    'A finding has the severity of its control, unless the control says why a case is another, or one of these rules holds. Each moves it by one step; what is only information stays it. The finding says which.';
  const rules = severityRules.map(({ id, step, controls, when, why }) => {
    const lines = [`when: ${when}`, `because: ${why}`, `speaks to: ${controls.join(', ')}`];
    const body = lines.flatMap((line) => wrap(line, width - INDENT.length)).map((line) => `${INDENT}${line}\n`);
    return `${palette.bold(id)}  one step ${step}\n${body.join('')}`;
  });
  return `${wrap(intro, width).join('\n')}\n\n${rules.join('\n')}`;
}
