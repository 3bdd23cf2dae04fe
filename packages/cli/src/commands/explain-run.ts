import { paletteFor, widthOf } from '../color.ts';
import type { Color } from '../color-flag.ts';
import { explain } from '../explanation.ts';
import { waiverExplanation } from '../adoption/waiver-explanation.ts';
import { explanationText } from '../explanation-text.ts';
import { controlNamed } from '../select-controls.ts';
import { SEVERITY, severityRules, severityRulesText } from '../severity-rules.ts';
import type { Shell } from '../shell.ts';

export interface ExplainFlags {
  readonly output: 'text' | 'json';
  readonly color: Color;
}

export async function run(this: Shell, flags: ExplainFlags, name: string): Promise<void> {
  if (name === SEVERITY) return explainSeverity(this, flags);
  const explanation = waiverExplanation(name) ?? (await explain(controlNamed(name)));
  const { stdout, stderr, env } = this.process;
  if (flags.output === 'json') {
    stdout.write(`${JSON.stringify(explanation, undefined, 2)}\n`);
    return;
  }
  if (name.toLowerCase() !== explanation.id) stderr.write(`${name} is ${explanation.id} here\n`);
  stdout.write(explanationText(explanation, { width: widthOf(stdout), palette: paletteFor(flags.color, stdout, env) }));
}

function explainSeverity({ process: { stdout, env } }: Shell, flags: ExplainFlags): void {
  if (flags.output === 'json') stdout.write(`${JSON.stringify(severityRules, undefined, 2)}\n`);
  else stdout.write(severityRulesText({ width: widthOf(stdout), palette: paletteFor(flags.color, stdout, env) }));
}
