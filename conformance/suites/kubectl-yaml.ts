import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { readDocuments } from '@bulwark/source';
import { corporaFile } from '../../tools/corpora.ts';
import { sameJson } from '../same-json.ts';
import type { Case, Suite } from '../suite.ts';

type Expected = { readonly json?: unknown; readonly error?: string };

/** Every YAML file of the corpora: the same documents, refused or with the same values. */
export const kubectlYaml: Suite = {
  id: 'kubectl-yaml',
  title: 'YAML as kubectl reads it',
  oracle: "apimachinery's document reader and sigs.k8s.io/yaml, run over every YAML file of the corpora",
  exceptions: [],
  run: (corpora) => {
    const oracle = corporaFile('kubectl-yaml.jsonl.zst');
    return oracle === undefined ? undefined : cases(corpora, zstdDecompressSync(readFileSync(oracle)).toString('utf8'));
  },
};

function* cases(corpora: string, lines: string): Iterable<Case> {
  for (const line of lines.split('\n')) {
    if (line === '') continue;
    const { file, docs } = JSON.parse(line) as { readonly file: string; readonly docs: readonly Expected[] };
    const detail = difference(readFileSync(join(corpora, file), 'utf8'), docs);
    yield detail === undefined ? { id: file, agrees: true } : { id: file, agrees: false, detail };
  }
}

function difference(text: string, expected: readonly Expected[]): string | undefined {
  const documents = readDocuments(text);
  if (documents.length !== expected.length) return `kubectl reads ${expected.length} documents, we read ${documents.length}`;
  for (const [index, document] of documents.entries()) {
    const { json, error } = expected[index] ?? {};
    if ((error !== undefined) !== (document.error !== undefined)) {
      return `document ${index}: kubectl says ${error ?? 'a value'}, we say ${document.error?.message ?? 'a value'}`;
    }
    if (error === undefined && !sameJson(json, document.value)) return `document ${index} has other values`;
  }
  return undefined;
}
