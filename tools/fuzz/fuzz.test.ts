import { expect, test } from 'vitest';
import { fuzz } from './fuzz.ts';
import { fuzzSettings } from './fuzz-settings.ts';
import { brokenLaw } from './laws.ts';
import { Reach } from './reach.ts';
import { corpusSeeds, exampleSeeds } from './seeds.ts';
import { corporaFolder } from '../corpora.ts';

const SEED = 20_260_101;

test('every law holds of some mutated examples', async () => {
  const failures: string[] = [];
  const reach = new Reach();
  const report = (failure: string): boolean => failures.push(failure) < 3;
  expect(await fuzz({ seeds: [exampleSeeds()], seed: SEED, count: 300, report, reach })).toBe(300);
  expect(failures.join('\n')).toBe('');
  expect(reach.found).toBeGreaterThan(50);
});

test('no settings, of ours or of others, and no baseline throws, whatever is wrong with it', () => {
  const failures: string[] = [];
  fuzzSettings({ seed: SEED, count: 300, report: (failure) => failures.push(failure) < 3 });
  expect(failures.join('\n')).toBe('');
});

test('a law that is broken is told, with the cause', async () => {
  const setting = { complete: false, withSchema: false, minor: 34, parameters: {} };
  const pod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: "b:latest"}]}\n';
  const file = { path: 'a.yaml', text: pod, secrets: [] };
  expect(await brokenLaw({ files: [file], setting }, true)).toBeUndefined();
  expect(await brokenLaw({ files: [{ ...file, secrets: ['latest'] }], setting }, true)).toMatchObject({
    law: 'no report shows a secret',
  });
  const wrong = { 'image/tag-latest': { gone: 1 } };
  expect(await brokenLaw({ files: [file], setting: { ...setting, parameters: wrong } }, false)).toMatchObject({
    law: 'nothing throws',
  });
});

test.skipIf(corporaFolder() === undefined)('the corpora give thousands of manifests', () => {
  expect(corpusSeeds(corporaFolder() ?? '').length).toBeGreaterThan(1000);
});
