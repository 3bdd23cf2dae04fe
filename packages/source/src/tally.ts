import {
  positionAt,
  type Coverage,
  type DocumentCounts,
  type FileRecord,
  type NotRendered,
  type Problem,
  type SourceFile,
  type UnrenderedForm,
} from '@bulwark/model';

import type { Classified } from './documents/classify-document.ts';
import type { FoundFile } from './files/found-files.ts';
import type { Remark } from './parsed-document.ts';

type Counts = { -readonly [kind in keyof DocumentCounts]: number };

/** Counts what becomes of every file and document. */
export class Tally {
  readonly #files: FileRecord[] = [];
  readonly #documents: Counts = { kubernetes: 0, empty: 0, other: 0, notRendered: 0, failed: 0 };
  readonly #failed: Problem[] = [];
  readonly #notRendered: NotRendered[] = [];
  readonly #warnings: Problem[] = [];

  /**
   * A file, or folder, that is not read. With a place, it is one that was opened and could not be read: that counts as one
   * failed document, because nobody knows how many it has. A path that is not there holds none.
   */
  addUnread(record: FileRecord, at?: { readonly line: number; readonly column: number }): void {
    this.#files.push(record);
    if (at === undefined) return;
    this.#documents.failed++;
    this.#failed.push({ file: record.path, ...at, reason: record.reason ?? '' });
  }

  addRead({ path, named, text }: FoundFile, source: SourceFile, documents: readonly Classified[]): void {
    const problem = ({ offset, message }: Remark): Problem => ({ file: path, ...positionAt(source, offset), reason: message });
    let failure: Problem | undefined;
    for (const document of documents) {
      this.#documents[document.kind]++;
      for (const warning of document.warnings) this.#warnings.push(problem(warning));
      if (document.unrendered !== undefined) {
        const { form, hint } = document.unrendered;
        this.#notRendered.push({ ...problem(document.unrendered), form, hint });
      }
      if (document.failure === undefined) continue;
      const failed = problem(document.failure);
      failure ??= failed;
      this.#failed.push(failed);
    }
    if (failure !== undefined)
      this.#files.push({ path, named, status: 'failed', reason: `line ${failure.line}: ${failure.reason}` });
    // What a program has printed is no file: those that it was made of are counted.
    else if (text !== undefined) return;
    else if (documents.some(({ objects }) => objects.length > 0))
      this.#files.push({ path, named, status: 'scanned', reason: undefined });
    else this.#files.push({ path, named, status: 'skipped', reason: skipReason(documents) });
  }

  coverage(): Coverage {
    return {
      files: this.#files.toSorted((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path))),
      documents: this.#documents,
      failed: this.#failed,
      notRendered: this.#notRendered,
      warnings: this.#warnings,
    };
  }
}

const FORMS: Readonly<Record<UnrenderedForm, string>> = {
  template: 'a template, not rendered',
  kustomization: 'a Kustomization, not rendered',
  'openshift-template': 'an OpenShift Template, not rendered',
};

/** Why a file without objects is skipped: the reason that asks most of its owner. */
function skipReason(documents: readonly Classified[]): string {
  const has = (kind: keyof DocumentCounts): boolean => documents.some((document) => document.kind === kind);
  const unrendered = documents.find((document) => document.unrendered !== undefined)?.unrendered;
  if (unrendered !== undefined) return FORMS[unrendered.form];
  if (has('kubernetes')) return 'an empty List';
  return has('other') ? 'no Kubernetes object' : 'empty';
}
