import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyEdits, jsonPatch, patchEdits, type Edit, type Json } from '@bulwark/model';
import { editText, readDocuments } from '@bulwark/source';
import { sameJson } from '../same-json.ts';
import type { Case, Suite } from '../suite.ts';

const FOLDER = 'conformance/json-patch-tests';

interface PatchTest {
  readonly comment?: string;
  readonly doc: Json;
  readonly patch: Json;
  readonly expected?: Json;
  readonly error?: string;
  readonly disabled?: boolean;
}

/** Each patch on the value, on JSON text and on the same as YAML text, and as the patch that we write of its edits. */
export const jsonPatchTests: Suite = {
  id: 'json-patch',
  title: 'JSON Patch on values, on JSON text and on YAML text',
  oracle: 'json-patch-tests: the document after the patch, or that there is an error',
  exceptions: [],
  run: (corpora) => (existsSync(join(corpora, FOLDER)) ? cases(join(corpora, FOLDER)) : undefined),
  apart: () => [{ group: 'disabled tests', why: 'the suite itself does not ask them' }],
};

function* cases(folder: string): Iterable<Case> {
  for (const file of ['tests.json', 'spec_tests.json']) {
    const tests = JSON.parse(readFileSync(join(folder, file), 'utf8')) as readonly PatchTest[];
    for (const [index, test] of tests.entries()) {
      if (test.disabled === true) continue;
      const detail = difference(test);
      const id = `${file} ${index}${test.comment === undefined ? '' : `: ${test.comment}`}`;
      yield detail === undefined ? { id, agrees: true } : { id, agrees: false, detail };
    }
  }
}

function difference({ doc, patch, expected, error }: PatchTest): string | undefined {
  const made = patchEdits(doc, patch);
  if ('problem' in made) return error === undefined ? `we say ${made.problem}` : undefined;
  if (error !== undefined) return `it says ${error}, we take the patch`;
  const result = expected ?? doc;
  if (!sameJson(applyEdits(doc, made.edits), result)) return 'the value differs';
  for (const [form, text] of textsOf(doc)) {
    const edited = editText(text, [{ document: 0, edits: made.edits }]);
    if (edited.refused.length > 0 || !sameJson(readDocuments(edited.text)[0]?.value, result)) return `the ${form} text differs`;
  }
  return writtenDiffers(doc, made.edits, result) ? 'the patch that we write differs' : undefined;
}

function writtenDiffers(doc: Json, edits: readonly Edit[], result: Json): boolean {
  const written = patchEdits(doc, jsonPatch(doc, edits));
  return 'problem' in written || !sameJson(applyEdits(doc, written.edits), result);
}

/** Only a map is read as JSON. */
function textsOf(doc: Json): (readonly [form: string, text: string])[] {
  const yaml = editText('#\n', [{ document: 0, edits: [{ op: 'set', path: [], value: doc }] }]).text;
  return [
    ['YAML', yaml],
    ['JSON', JSON.stringify(doc, null, 2)],
    ['JSON on one line', JSON.stringify(doc)],
  ];
}
