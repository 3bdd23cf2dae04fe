import type { MappedChart, Shares } from './measure.ts';
import type { MutationResult } from './mutate-template.ts';

export interface Row extends Shares {
  readonly name: string;
  readonly seconds: number;
  readonly templateMutations: MutationResult;
  readonly valueMutations: MutationResult;
  readonly wrong: readonly string[];
}

export function rowOf(
  chart: MappedChart,
  shares: Shares,
  templateMutations: MutationResult,
  valueMutations: MutationResult,
): Row {
  const wrong = [...templateMutations.wrong, ...valueMutations.wrong];
  return { ...shares, name: chart.name, seconds: chart.seconds, templateMutations, valueMutations, wrong };
}

/** A table for people, in Markdown. Without times: they differ from run to run. */
export function tableOf(rows: readonly Row[]): string {
  const sum = (number: (row: Row) => number): number => rows.reduce((all, row) => all + number(row), 0);
  const lines = rows.map((row) => cells(row.name, (number) => number(row)));
  return [
    '| chart | lines | template line exact | of values | key exact | key approximate | lines changed to try | keys changed to try |',
    '|---|--:|--:|--:|--:|--:|--:|--:|',
    ...lines,
    cells('**all**', sum),
  ].join('\n');
}

function cells(name: string, number: (of: (row: Row) => number) => number): string {
  const lines = number((row) => row.lines);
  const ofValues = number((row) => row.ofValues);
  const tried = (of: (row: Row) => MutationResult): string => {
    const all = number((row) => of(row).tried);
    const unrendered = number((row) => of(row).unrendered);
    return `${number((row) => of(row).held)} of ${all - unrendered}`;
  };
  const share = (part: number, whole: number): string =>
    `${part} (${whole === 0 ? '100.0' : ((part / whole) * 100).toFixed(1)} %)`;
  const row = [
    name,
    lines,
    share(
      number((each) => each.exact),
      lines,
    ),
    ofValues,
    share(
      number((each) => each.valuesExact),
      ofValues,
    ),
    number((each) => each.valuesApproximate),
    tried((each) => each.templateMutations),
    tried((each) => each.valueMutations),
  ];
  return `| ${row.join(' | ')} |`;
}
