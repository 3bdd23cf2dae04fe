import { valueAt, type KubeObject } from '@bulwark/model';
import type { DocumentEdits } from '@bulwark/source';
import { differences } from './differences.ts';
import type { EditText } from './fix-result.ts';
import { readText, whyNotProved, type ReadText } from './prove-text.ts';

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

  /** Why edits cannot be made in the text, or change more than they should; undefined where they are proved. */
  whyNot(edits: readonly DocumentEdits[]): string | undefined {
    return whyNotProved(this.#now, this.#edit(this.text, edits), edits);
  }

  /** Makes edits that are proved. */
  accept(edits: readonly DocumentEdits[]): void {
    this.#now = readText(this.#edit(this.text, edits).text);
  }
}
