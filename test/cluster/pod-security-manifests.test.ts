import { join } from 'node:path';
import type { KubeObject } from '@bulwark/model';
import { placeOf } from '@bulwark/engine';
import { load } from '@bulwark/source';
import { describe, expect, inject, test } from 'vitest';
import { corporaFolder } from '../../tools/corpora.ts';
import type { Answer } from '../control-plane/api.ts';
import { inParallel } from '../control-plane/in-parallel.ts';
import { controlPlanes, newNamespace } from './control-planes.ts';
import { servedKinds } from './objects/kinds.ts';
import { tally } from './objects/classes.ts';
import { runCheck, type Checked } from './pod-security/check-command.ts';
import { messageOf } from './pods/server-verdict.ts';
import { addScore } from './scoreboard.ts';

const SOURCES = ['real', 'vulnerable/kubernetes-goat', 'vulnerable/badpods'];
const WIDTH = 16;
const REFUSED = /^pods "[^"]*" is forbidden: violates PodSecurity "[^"]*": (.*)$/s;
const WARNED = /^would violate PodSecurity "[^"]*": (.*)$/s;

const corpora = corporaFolder();
if (corpora === undefined) console.log('skipped: manifests that people ship, through the command line: no corpora');

describe.runIf(corpora !== undefined).for(controlPlanes())(
  'bulwark pod-security check and Kubernetes $minor',
  ({ minor, api }) => {
    test.for(['baseline', 'restricted'])('say the same of the pods that people ship: %s', async (level) => {
      const folders = SOURCES.map((source) => join(corpora ?? '', source));
      const checked = Map.groupBy(await runCheck(folders, level, minor), ({ file, line }) => `${file}:${line}`);
      const { inventory } = load(folders, { cwd: process.cwd() });
      const kinds = await servedKinds(api);
      const labels = { 'pod-security.kubernetes.io/enforce': level, 'pod-security.kubernetes.io/warn': level };
      const namespace = await newNamespace(api, labels);
      const cases = inventory.objects.flatMap((object) => {
        const results = checked.get(placeText(object));
        const kind = kinds.get(`${object.apiVersion} ${object.kind}`);
        return results === undefined || kind?.namespaced !== true ? [] : [{ object, results, path: kind.path(namespace) }];
      });
      const answers = await inParallel(cases, WIDTH, ({ object, path }) =>
        api.request('POST', `${path}?dryRun=All`, textOf(object, namespace)),
      );

      const compared = cases.flatMap((each, index) => {
        const said = saidBy(answers[index]);
        return said === undefined ? [] : [{ ...each, said }];
      });
      const isSame = ({ results, said }: (typeof compared)[number]): boolean =>
        results.length === 1 && wordsOf(results[0]) === said;
      const unknown = compared.filter(({ results }) => results.some(({ allowed }) => allowed === null));
      const decided = compared.filter((each) => !unknown.includes(each));
      const differences = decided.filter((each) => !isSame(each));
      const agree = decided.length - differences.length;
      const elsewhere = cases.length - decided.length;
      addScore(inject('scoreboard'), {
        test: `manifests through the command, ${level}`,
        minor,
        cases: decided.length,
        agree,
        elsewhere,
      });
      console.log(
        `Kubernetes ${minor}, ${level}: unknown to us`,
        tally(unknown.flatMap(({ results }) => results.map(({ reason }) => reason))),
      );
      expect(differences.slice(0, 3).map(({ object, results, said }) => ({ at: placeText(object), results, said }))).toEqual([]);
      expect(decided.length).toBeGreaterThan(500);
    });
  },
);

function placeText(object: KubeObject): string {
  const place = placeOf(object, []);
  return `${place?.file}:${place?.line}`;
}

/** As somebody sends it who puts all of it into one namespace. */
function textOf(object: KubeObject, namespace: string): string {
  const { metadata } = object.value as { readonly metadata?: object };
  const value = { ...object.value, metadata: { ...metadata, namespace } };
  return JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? Number(each) : each));
}

/** The server's words against an object, none where it is fine; undefined where it says no for another reason. */
function saidBy(answer: Answer | undefined): string | undefined {
  if (answer === undefined) return undefined;
  if (answer.status === 201) return answer.warnings.flatMap((text) => WARNED.exec(text)?.[1] ?? [])[0] ?? '';
  return answer.status === 403 ? REFUSED.exec(messageOf(answer))?.[1] : undefined;
}

function wordsOf(checked: Checked | undefined): string | undefined {
  return checked?.allowed === true ? '' : checked?.message;
}
