import type { KubeObject, Path, Place } from '@bulwark/model';
import type { Waiver } from './waiver.ts';

/** The controls that a waiver names: their ids, all of them, or a word that names none. */
export type ControlNames =
  | {
      readonly ids: readonly string[];
      /** What is covered is in a field of this name, because the words of another scanner speak of no more. */
      readonly within?: string | undefined;
    }
  | 'all'
  | { readonly unknown: string };

/** A waiver that stands with the object: an annotation, or a comment in its text. */
export interface WrittenWaiver extends Pick<Waiver, 'tool' | 'as' | 'reason' | 'origin'> {
  readonly controls: ControlNames;
  readonly object: KubeObject;
  /** Where it stands: the annotation, or for a comment the object. */
  readonly path: Path;
  readonly place: Place | undefined;
  /** What it covers: everything below this path … */
  readonly under: Path;
  /** … or only what is found on this line of the file. */
  readonly line?: number;
}

/** Whether it speaks of a verdict on its object. */
export function covers(
  waiver: WrittenWaiver,
  told: { readonly control: string; readonly path: Path; readonly place: Place | undefined },
): boolean {
  const { under, line } = waiver;
  if (!speaksOfControl(waiver, told)) return false;
  if (line !== undefined) return told.place?.line === line;
  return under.every((step, index) => told.path[index] === step);
}

/** Whether what was said is of a control that it names, wherever it stands. */
export function speaksOfControl({ controls }: WrittenWaiver, told: { readonly control: string; readonly path: Path }): boolean {
  if (controls === 'all') return true;
  if (!('ids' in controls) || !controls.ids.includes(told.control)) return false;
  return controls.within === undefined || told.path.includes(controls.within);
}
