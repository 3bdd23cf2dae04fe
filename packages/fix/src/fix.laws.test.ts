import { controls } from '@bulwark/controls';
import { readDocuments } from '@bulwark/source';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fixTexts, judgedTexts, textsAfter, type Judged, type Tried } from './testing/fix-texts.ts';

const EXAMPLES = controls.flatMap(({ examples }) => examples.fails.map(({ yaml }) => yaml.replace(/^\n/, '')));

/** The same manifests written otherwise. */
const FORMS: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.replaceAll('\n', '\r\n'),
  (text) => text.trimEnd(),
  (text) => `# first\n---\n${text}\n---\n# last\n`,
  (text) => `\ufeff${text}`,
  // Each document as JSON, over one line or over many.
  (text) => documentsAs(text, undefined),
  (text) => documentsAs(text, 2),
];

function documentsAs(text: string, indent: number | undefined): string {
  const values = readDocuments(text).flatMap(({ value }) => (value === undefined || value === null ? [] : [value]));
  const written = values.map((value) =>
    JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? Number(each) : each), indent),
  );
  return written.join('\n---\n');
}

const file = fc
  .record({ examples: fc.array(fc.constantFrom(...EXAMPLES), { minLength: 1, maxLength: 3 }), form: fc.constantFrom(...FORMS) })
  .map(({ examples, form }) => form(examples.join('---\n')));

/** Findings and what is unknown, each as often as it is told. */
function told({ findings, unknown }: Judged): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const count = (key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const { fingerprint } of findings) count(fingerprint);
  for (const { control, object, path } of unknown) count(`${control} ${object.kind} ${object.name} ${path.join('.')}`);
  return counts;
}

test('everything that is fixed is gone, nothing is new, and a second run changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(file, { minLength: 1, maxLength: 2 }), fc.boolean(), async (files, suggestions) => {
      const texts = Object.fromEntries(files.map((text, at) => [`${at}.yaml`, text]));
      const tried: Tried = { suggestions };
      const result = await fixTexts(texts, tried);
      const after = judgedTexts(textsAfter(texts, result), tried);
      const [before, now] = [told(judgedTexts(texts, tried)), told(after)];
      for (const { objects } of result.files) {
        for (const { fixes } of objects) {
          for (const { finding } of fixes)
            expect(now.get(finding.fingerprint) ?? 0).toBeLessThan(before.get(finding.fingerprint) ?? 0);
        }
      }
      const grown = [...now].filter(([key, count]) => count > (before.get(key) ?? 0));
      // What only moved in its list has another fingerprint: then there are no more of them than there were.
      expect(grown.length === 0 || after.findings.length < judgedTexts(texts, tried).findings.length).toBe(true);
      expect((await fixTexts(textsAfter(texts, result), tried)).files).toEqual([]);
    }),
    { numRuns: 60 },
  );
}, 120_000);

test('lines that no edit is about stay as they are, to the byte', async () => {
  await fc.assert(
    fc.asyncProperty(file, async (text) => {
      const { files } = await fixTexts({ 'a.yaml': text });
      const after = files[0]?.after ?? text;
      // Safe fixes only add lines in block style: what was there is there in its order.
      if (/[{[]/.test(text)) return;
      let at = 0;
      const lines = after.split('\n');
      for (const line of text.split('\n')) {
        const found = lines.indexOf(line, at);
        expect(found, `the line is gone: ${line}`).not.toBe(-1);
        at = found + 1;
      }
    }),
    { numRuns: 60 },
  );
}, 120_000);
