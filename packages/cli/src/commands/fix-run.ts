import { UserError } from '@bulwark/model';
import { amount, scanVerdict, type ScanVerdict } from '@bulwark/report';
import { editText } from '@bulwark/source';
import { judging, progressText, type Judging } from '../adoption/judging.ts';
import { fix, type Fixed } from '../fix/fix.ts';
import { fixJsonPatch } from '../fix/fix-json-patch.ts';
import { fixJson } from '../fix/fix-json.ts';
import { fixKubectl } from '../fix/fix-kubectl.ts';
import { fixKustomize, writeOverlay } from '../fix/fix-kustomize.ts';
import { fixMarkdown } from '../fix/fix-markdown.ts';
import { fixPatch } from '../fix/fix-patch.ts';
import { flagsAgain } from '../fix/flags-again.ts';
import { fixText } from '../fix/fix-text.ts';
import { fixedFindings } from '../fix/left-groups.ts';
import { writeFiles } from '../fix/write-files.ts';
import { problemText } from '../print-error.ts';
import { Progress } from '../progress.ts';
import { styleFor } from '../rbac/style-for.ts';
import type { Shell } from '../shell.ts';
import type { FixFlags, FixOutput } from './fix-flags.ts';

/** Outputs that speak of objects, and not of the files in which they were found. */
const OF_OBJECTS: readonly FixOutput[] = ['json-patch', 'kubectl', 'json'];

export async function run(this: Shell, flags: FixFlags, ...paths: readonly string[]): Promise<void> {
  const { output, write = false, includeSuggestions = false } = flags;
  if (flags.to !== undefined && output !== 'kustomize') {
    throw new UserError('--to is the folder of an overlay', { hint: 'it goes with -o kustomize' });
  }
  const asked = await judging('fix', flags, paths, this);
  const progress = new Progress(this, { quiet: flags.quiet === true });
  const fixed = await fix(asked, {
    edit: editText,
    suggestions: includeSuggestions,
    preview: output === 'markdown',
    fromStandardInput: OF_OBJECTS.includes(output) && !write,
    cwd: this.cwd,
    onProgress: (step) => progress.update(() => progressText(step)),
  });
  progress.end();
  if (write) writeFiles(fixed.files, this.cwd);
  const verdict = scanVerdict(fixed.after, asked.bars);
  for (const piece of printed(fixed, { flags, asked, verdict }, this)) this.process.stdout.write(piece);
  if (output !== 'text' && output !== 'json' && flags.quiet !== true) this.process.stderr.write(`${oneLine(fixed)}\n`);
  for (const { message, hint } of verdict.problems) this.process.stderr.write(problemText(message, hint));
  this.process.exitCode = verdict.exit;
}

interface Printing {
  readonly flags: FixFlags;
  readonly asked: Judging;
  readonly verdict: ScanVerdict;
}

function printed(fixed: Fixed, { flags, asked, verdict }: Printing, shell: Shell): Iterable<string> {
  const written = flags.write === true;
  const { bars, paths } = asked;
  switch (flags.output) {
    case 'text': {
      const shown = { diff: !written || flags.diff === true, summary: flags.quiet !== true, written };
      return fixText(fixed, { ...styleFor(flags.color, shell), bars, paths, flags: flagsAgain(flags), ...shown });
    }
    case 'patch':
      return fixPatch(fixed, shell);
    case 'json-patch':
      return fixJsonPatch(fixed);
    case 'kustomize':
      return flags.to === undefined ? fixKustomize(fixed, shell.cwd) : writeOverlay(fixed, flags.to, shell.cwd);
    case 'kubectl':
      return fixKubectl(fixed);
    case 'markdown':
      return fixMarkdown(fixed, { bars, paths, flags: flagsAgain(flags) });
    case 'json':
      return fixJson(fixed, { written, exit: verdict.exit });
  }
}

/** For those who look at the terminal while the output goes elsewhere. */
function oneLine(fixed: Fixed): string {
  const done = `${amount(fixedFindings(fixed).length, 'fix', 'fixes')} in ${amount(fixed.files.length, 'file')}`;
  return fixed.left.length === 0
    ? done
    : `${done}; ${amount(fixed.left.length, 'finding')} left, which bulwark fix without -o tells of`;
}
