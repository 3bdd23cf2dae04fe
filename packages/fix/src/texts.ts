import { formatPath, type Edit, type KubeObject } from '@bulwark/model';
import { isSame } from './differences.ts';
import type { FixInput, Located, Scanned, SourceEdits } from './fix-result.ts';
import { mergeEdits, type Candidate } from './merge-edits.ts';
import { passing } from './passing.ts';
import { FileText } from './text-state.ts';
import { ofValues } from './written-in.ts';

/** The fixes that are tried for one object: as it is now, and its number. */
export interface Part {
  readonly at: number;
  readonly object: KubeObject;
  readonly candidates: readonly Candidate[];
}

type Input = Pick<FixInput<Scanned>, 'textOf' | 'edit' | 'locate' | 'whyNot'>;

/** All files that fixes are made in. */
export class Texts {
  readonly #input: Input;
  readonly #files = new Map<string, FileText>();

  constructor(input: Input) {
    this.#input = input;
  }

  /** The files that are different now. */
  get changed(): readonly FileText[] {
    return [...this.#files.values()].filter((file) => file.text !== file.before);
  }

  /** Why no fix of an object can be made, whatever it changes. */
  whyNot(object: KubeObject): string | undefined {
    const { origin } = object;
    if (origin === undefined) return 'it stands in no file';
    const { path } = origin.file;
    const reason = this.#input.whyNot?.(path);
    if (reason !== undefined) return reason;
    if (this.isMade(object)) return undefined;
    const file = this.#fileAt(path);
    if (file === undefined) return `${path} can no longer be read`;
    return file.holds(object) ? undefined : `${path} has changed since it was read`;
  }

  /** Whether an object was made of sources, and stands in no file itself. */
  isMade(object: KubeObject): boolean {
    return this.#input.locate?.(object, []) !== undefined;
  }

  /** The fixes whose edits cannot be made in the text or change more than they should, and why. */
  failures(parts: readonly Part[]): ReadonlyMap<Candidate, string> {
    const failed = new Map<Candidate, string>();
    // What is made of sources may share them.
    const groups = Map.groupBy(parts, ({ object }) => (this.isMade(object) ? '' : (object.origin?.file.path ?? '')));
    for (const group of groups.values()) {
      const each = group.flatMap(({ candidates, ...part }) => candidates.map((candidate) => ({ ...part, candidate })));
      const { bad } = passing(each, (items) => {
        const some = [...Map.groupBy(items, ({ at }) => at)].flatMap(([at, own]): Part[] => {
          const candidates = own.map(({ candidate }) => candidate);
          return own[0] === undefined ? [] : [{ at, object: own[0].object, candidates }];
        });
        return this.#whyNotTogether(some);
      });
      for (const [{ candidate }, reason] of bad) failed.set(candidate, reason);
    }
    return failed;
  }

  /** Makes edits, which have no failures, and says in which files those of each part are. */
  accept(parts: readonly Part[]): ReadonlyMap<Part, readonly string[]> {
    const places = new Map(parts.map((part) => [part, this.#placesOf(part)] as const));
    const byFile = together([...places.values()].flatMap((located) => ('places' in located ? located.places : [])));
    if ('edits' in byFile) {
      for (const [path, edits] of byFile.edits) {
        const file = this.#fileAt(path);
        const own = file === undefined ? [] : ofValues(edits, file.text, this.#input.edit);
        if (!('reason' in own)) file?.accept(own);
      }
    }
    return new Map(
      [...places].map(([part, located]) => [part, 'places' in located ? located.places.map(({ path }) => path) : []] as const),
    );
  }

  #whyNotTogether(parts: readonly Part[]): string | undefined {
    const places: SourceEdits[] = [];
    for (const part of parts) {
      const located = this.#placesOf(part);
      if ('reason' in located) return located.reason;
      places.push(...located.places);
    }
    const byFile = together(places);
    if ('reason' in byFile) return byFile.reason;
    for (const [path, edits] of byFile.edits) {
      const file = this.#fileAt(path);
      if (file === undefined) return `${path} cannot be read`;
      const own = ofValues(edits, file.text, this.#input.edit);
      const reason = 'reason' in own ? own.reason : file.whyNot(own);
      if (reason !== undefined) return reason;
    }
    return undefined;
  }

  #placesOf(part: Part): Located {
    const { origin } = part.object;
    const edits = mergedEdits(part);
    const located = this.#input.locate?.(part.object, edits);
    if (located !== undefined) return located;
    if (origin === undefined) return { reason: 'it stands in no file' };
    const { document, within, file } = origin;
    return { places: [{ path: file.path, document, ...(within !== undefined && { within }), edits }] };
  }

  #fileAt(path: string): FileText | undefined {
    const known = this.#files.get(path);
    if (known !== undefined) return known;
    const text = this.#input.textOf(path);
    if (text === undefined) return undefined;
    const file = new FileText(path, text, this.#input.edit);
    this.#files.set(path, file);
    return file;
  }
}

export function mergedEdits({ object, candidates }: Pick<Part, 'object' | 'candidates'>): readonly Edit[] {
  return mergeEdits(object.value, candidates).edits;
}

type ByFile = { readonly edits: ReadonlyMap<string, readonly SourceEdits[]> } | { readonly reason: string };

/** Edits by their files: two objects that are made of one source may ask it for the same, and not for two things. */
function together(places: readonly SourceEdits[]): ByFile {
  const edits = new Map<string, SourceEdits[]>();
  const known = new Map<string, Edit>();
  for (const place of places) {
    const own: Edit[] = [];
    for (const edit of place.edits) {
      const inner = place.inner === undefined ? [] : [...place.inner.path, place.inner.document];
      const where = formatPath([place.path, place.document, ...(place.within ?? []), ...inner, ...edit.path]);
      const key = edit.op === 'append' ? `${where} ${own.length}` : where;
      const other = known.get(key);
      if (other === undefined) own.push(edit);
      else if (!isSameEdit(other, edit))
        return { reason: `another object is made of ${place.path} too, and needs something else there` };
      known.set(key, edit);
    }
    if (own.length > 0) edits.set(place.path, [...(edits.get(place.path) ?? []), { ...place, edits: own }]);
  }
  return { edits };
}

function isSameEdit(a: Edit, b: Edit): boolean {
  return a.op === b.op && (a.op === 'delete' || b.op === 'delete' || isSame(a.value, b.value));
}
