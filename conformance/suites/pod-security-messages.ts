import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { kubeObject } from '@bulwark/model';
import { detailText, evaluatePod } from '@bulwark/pod-security';
import { corporaFile } from '../../tools/corpora.ts';
import { fixturesIn, podOf, valueIn } from '../pods.ts';
import type { Case, Suite } from '../suite.ts';

/** Every word that upstream's evaluator says of its own fixtures. */
export const podSecurityMessages: Suite = {
  id: 'pod-security-messages',
  title: "Upstream's reasons and details, byte for byte",
  oracle: "what the evaluator of k8s.io/pod-security-admission says of each of its own tests' pods",
  exceptions: [],
  run: (corpora) => {
    const oracle = corporaFile('psa-messages.jsonl.gz');
    if (oracle === undefined) return undefined;
    return cases(join(corpora, 'conformance/pod-security-admission'), gunzipSync(readFileSync(oracle)).toString('utf8'));
  },
};

interface Expected {
  readonly allowed: boolean;
  readonly detail: string;
}

function* cases(folder: string, lines: string): Iterable<Case> {
  const expected = new Map(
    lines
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const { f, allowed, detail } = JSON.parse(line) as Expected & { readonly f: string };
        return [f, { allowed, detail }] as const;
      }),
  );
  for (const { id, standard, path } of fixturesIn(folder)) {
    const upstream = expected.get(id);
    if (upstream === undefined) continue;
    const evaluation = evaluatePod(podOf(kubeObject(valueIn(join(folder, path)))), standard);
    const ours = detailText(evaluation);
    const agrees = (evaluation.verdict === 'allowed') === upstream.allowed && ours === upstream.detail;
    yield { id, agrees, detail: `upstream says ${upstream.detail}, we say ${ours} (${evaluation.verdict})` };
  }
}
