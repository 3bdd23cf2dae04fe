import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { difference } from '@bulwark/model';
import { editText, readDocuments, type DocumentEdits } from '@bulwark/source';
import type { Apart, Case, Suite } from '../suite.ts';

const KUBESCAPE = 'conformance/kubescape-fixhandler';
const POLARIS = 'conformance/polaris-checks/test/checks';

const OWN_LISTS = 'it puts a new list two columns below its key, in a file whose lists stand at their key';

/** Pairs whose new text is written another way on purpose, and why. */
const OTHERWISE: readonly Apart[] = [
  { group: 'inserts/tc-02', why: OWN_LISTS },
  { group: 'inserts/tc-04', why: OWN_LISTS },
];

/** The edits between what two files say, made in the text of the first: byte for byte the second. */
export const kubescapeFixes: Suite = {
  id: 'kubescape-fixes',
  title: "Kubescape's fixes, byte for byte",
  oracle: 'its pairs of a file before and after a fix; the edits are those between their values',
  exceptions: [],
  run: (corpora) => (existsSync(join(corpora, KUBESCAPE)) ? kubescapeCases(join(corpora, KUBESCAPE)) : undefined),
  apart: () => OTHERWISE,
};

function* kubescapeCases(folder: string): Iterable<Case> {
  for (const group of readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    const files = readdirSync(join(folder, group.name)).toSorted();
    for (const input of files.filter((file) => !file.includes('expected'))) {
      const id = `${group.name}/${input.slice(0, 'tc-00'.length)}`;
      const expected = files.find((file) => file.startsWith(input.slice(0, 'tc-00'.length)) && file.includes('expected'));
      if (expected === undefined || OTHERWISE.some((one) => one.group === id)) continue;
      const after = readFileSync(join(folder, group.name, expected), 'utf8');
      const before = withBreaksOf(after, readFileSync(join(folder, group.name, input), 'utf8'));
      yield { id, agrees: editText(before, editsBetween(before, after)).text === after };
    }
  }
}

/** The snapshot of one input has lost the CR that its pair has. */
function withBreaksOf(model: string, text: string): string {
  return model.includes('\r\n') && !text.includes('\r\n') ? text.replaceAll('\n', '\r\n') : text;
}

function editsBetween(before: string, after: string): DocumentEdits[] {
  const documents = readDocuments(after);
  return readDocuments(before).map(({ value }, document) => ({
    document,
    edits: difference(value ?? null, documents[document]?.value ?? null),
  }));
}

/** Polaris writes the whole file anew, so only what is read of it can be the same. */
export const polarisFixes: Suite = {
  id: 'polaris-fixes',
  title: "Polaris' fixes, value for value",
  oracle: 'its pairs of a failing file and the same one mutated; order, comments and format are its own',
  exceptions: [],
  run: (corpora) => (existsSync(join(corpora, POLARIS)) ? polarisCases(join(corpora, POLARIS)) : undefined),
};

function* polarisCases(folder: string): Iterable<Case> {
  for (const check of readdirSync(folder)) {
    const files = readdirSync(join(folder, check));
    for (const mutated of files.filter((file) => file.startsWith('mutated.'))) {
      const failing = mutated.replace('mutated', 'failure');
      if (!files.includes(failing)) continue;
      const before = readFileSync(join(folder, check, failing), 'utf8');
      const edits = editsBetween(before, readFileSync(join(folder, check, mutated), 'utf8'));
      const edited = editText(before, edits);
      const left = editsBetween(edited.text, readFileSync(join(folder, check, mutated), 'utf8'));
      const agrees = edits.some((one) => one.edits.length > 0) && left.every((one) => one.edits.length === 0);
      yield { id: `${check}/${mutated}`, agrees };
    }
  }
}
