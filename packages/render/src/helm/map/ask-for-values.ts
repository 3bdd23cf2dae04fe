import { comparedValues } from './compared-values.ts';
import type { MarkedChart } from './marked-chart.ts';
import type { MayShow } from './may-show.ts';
import type { ValueSource } from './value-files.ts';
import { isNamed, type ValueMarks } from './value-marks.ts';
import type { Leaf } from './value-leaves.ts';

export interface ValueParts {
  readonly chart: MarkedChart;
  readonly sources: readonly ValueSource[];
  readonly names: ReadonlySet<string>;
  readonly mayShow: MayShow;
}

/**
 * Asks about all leaves that some line may show, those of one kind together: another kind of value may do something else to a
 * chart. Those that templates compare come last, since they take the most renders.
 */
export function askForValues(ask: ValueMarks, { chart, sources, names, mayShow }: ValueParts): void {
  const leaves = sources.flatMap((source) => source.leaves).filter((leaf) => mayShow.anywhere(names, leaf));
  const compared = comparedValues(chart.templates.map(({ text }) => text));
  const isRisky = (leaf: Leaf): boolean => isNamed(leaf.path, compared);
  const safe = leaves.filter((leaf) => !isRisky(leaf));
  for (const kind of ['text', 'number', 'true', 'false', 'key']) {
    ask.ask(
      safe.filter((leaf) => leaf.kind === kind),
      names,
    );
  }
  ask.ask(leaves.filter(isRisky), names);
}
