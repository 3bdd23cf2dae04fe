import type { Edit, KubeObject } from '@bulwark/model';
import { valueAt } from '@bulwark/model';
import { differences } from './differences.ts';
import type { DocumentEdits } from '@bulwark/source';
import type { EditText } from './fix-result.ts';
import { mergeEdits, type Candidate } from './merge-edits.ts';
import { passing } from './passing.ts';
import { readText, whyNotProved, type ReadText } from './prove-text.ts';

/** The fixes that are tried for one object: as it is now, and where it stands. */
export interface Part {
  readonly at: number;
  readonly object: KubeObject;
  readonly candidates: readonly Candidate[];
}

/** A file whose text is edited, perhaps several times. */
export class FileText {
  readonly path: string;
  readonly before: string;
  readonly #edit: EditText;
  #now: ReadText;

  constructor(path: string, text: string, edit: EditText) {
    this.path = path;
    this.before = text;
    this.#edit = edit;
    this.#now = readText(text);
  }

  get text(): string {
    return this.#now.text;
  }

  /** Whether the text still says what was read of it: a file may have changed since. */
  holds({ value, origin }: KubeObject): boolean {
    const document = origin === undefined ? undefined : this.#now.documents[origin.document];
    // An item of a List may have its kind from the List.
    return differences(valueAt(document?.value, origin?.within ?? []), value).every(
      (path) => path.length === 1 && (path[0] === 'kind' || path[0] === 'apiVersion'),
    );
  }

  /** The fixes whose edits cannot be made in the text or change more than they should, and why. */
  failures(parts: readonly Part[]): ReadonlyMap<Candidate, string> {
    const each = parts.flatMap(({ candidates, ...part }) => candidates.map((candidate) => ({ ...part, candidate })));
    const { bad } = passing(each, (items) => {
      const edits = [...Map.groupBy(items, ({ at }) => at)].flatMap(([at, group]) => {
        const [first] = group;
        return first === undefined
          ? []
          : editsOf({ at, object: first.object, candidates: group.map(({ candidate }) => candidate) });
      });
      return whyNotProved(this.#now, this.#edit(this.text, edits), edits);
    });
    return new Map([...bad].map(([{ candidate }, reason]) => [candidate, reason] as const));
  }

  /** Makes the edits, which have no failures. */
  accept(parts: readonly Part[]): void {
    this.#now = readText(this.#edit(this.text, parts.map(editsOf)).text);
  }
}

export function mergedEdits({ object, candidates }: Pick<Part, 'object' | 'candidates'>): readonly Edit[] {
  return mergeEdits(object.value, candidates).edits;
}

function editsOf(part: Part): DocumentEdits {
  const { document = 0, within } = part.object.origin ?? {};
  return { document, ...(within !== undefined && { within }), edits: mergedEdits(part) };
}
