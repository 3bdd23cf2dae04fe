import {
  json,
  loadFormat,
  sarif,
  text,
  type LateFormat,
  type LateOptions,
  type ReportInput,
  type RuleProse,
  type TextOptions,
} from '@bulwark/report';
import { proseFor, type ListedControl } from './catalogue.ts';
import type { Scan } from './scan-paths.ts';
import { VERSION } from './version.ts';

export type RenderOptions =
  | { readonly format: 'json' }
  /** The controls that were applied: SARIF tells its readers what they are. */
  | { readonly format: 'sarif'; readonly controls: readonly ListedControl[] }
  | ({ readonly format: 'text' } & TextOptions)
  /** HTML tells its readers why, as SARIF does, where it is given the controls. */
  | ({ readonly format: LateFormat; readonly controls?: readonly ListedControl[] } & LateOptions);

/** A scan in one of the formats, in pieces that are worth writing. The same scan gives the same bytes. */
export async function render(scan: Scan, options: RenderOptions): Promise<Iterable<string>> {
  switch (options.format) {
    case 'text':
      return text(inputOf(scan), options);
    case 'json':
      return json(inputOf(scan));
    case 'sarif':
      return sarif({ ...inputOf(scan), proseOf: await proseOf(options.controls) });
    default:
      return (await loadFormat(options.format))(
        { ...inputOf(scan), proseOf: await proseOf(options.format === 'html' ? (options.controls ?? []) : []) },
        options,
      );
  }
}

function inputOf(scan: Scan): ReportInput {
  const { configuration } = scan;
  const objects = configuration === undefined ? scan.inventory.objects : [...scan.inventory.objects, configuration];
  return { ...scan, version: VERSION, objects, proseOf: () => undefined };
}

async function proseOf(controls: readonly ListedControl[]): Promise<ReportInput['proseOf']> {
  const rules = new Map<string, RuleProse>();
  for (const control of controls) {
    const prose = await proseFor(control);
    if (prose !== undefined) rules.set(control.id, { ...control, ...prose });
  }
  return (id) => rules.get(id);
}
