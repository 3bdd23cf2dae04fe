import { review, type Cluster } from '@bulwark/pod-security';
import type { Answer } from '../../control-plane/api.ts';
import { inParallel } from '../../control-plane/in-parallel.ts';
import { auditTrail, type AuditEvent } from '../audit-log.ts';
import type { Named } from '../control-planes.ts';
import type { Asked } from './asked.ts';
import { serverSaid, weSaid, type Said } from './said.ts';

/** As many as make the server give all it can. */
const WIDTH = 16;

/** What both say to a request. */
export interface Row {
  readonly asked: Asked;
  readonly answer: Answer;
  /** Undefined where the server refused it before Pod Security was asked, for something else. */
  readonly server: Said | undefined;
  readonly ours: Said;
}

/** Sends every request to the server, `width` at a time, and asks our own review. */
export async function askBoth(
  { api, plane }: Pick<Named, 'api' | 'plane'>,
  cluster: Cluster,
  requests: readonly Asked[],
  width: number = WIDTH,
): Promise<readonly Row[]> {
  const trail = auditTrail(plane.auditLog);
  const answers = await inParallel(requests, width, ({ method, path, body, options, by }) =>
    (by ?? api).request(method, path, body, options),
  );
  const events = await trail.of(answers.map(({ auditId }) => auditId));
  return requests.map((asked, index) => {
    const answer = answers[index] as Answer;
    const event = events.get(answer.auditId) as AuditEvent;
    return {
      asked,
      answer,
      server: serverSaid(answer, event, asked.request.resource),
      ours: weSaid(review(asked.request, cluster)),
    };
  });
}
