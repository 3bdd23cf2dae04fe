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
  const { controls, under, line } = waiver;
  if (controls !== 'all') {
    if (!('ids' in controls) || !controls.ids.includes(told.control)) return false;
    if (controls.within !== undefined && !told.path.includes(controls.within)) return false;
  }
  if (line !== undefined) return told.place?.line === line;
  return under.every((step, index) => told.path[index] === step);
}
