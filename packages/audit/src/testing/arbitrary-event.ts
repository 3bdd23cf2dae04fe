import fc from 'fast-check';
import type { Json } from '@bulwark/model';

const word = fc.constantFrom(
  '',
  'get',
  'pods',
  'system:serviceaccount:shop:api',
  'a "b"',
  'é\u{1F600}',
  'x\\',
  '__proto__',
  '{',
  'a,b}',
);
const anything = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>;
const user = fc.record(
  {
    username: word,
    uid: word,
    groups: fc.array(word, { maxLength: 3 }),
    extra: fc.dictionary(word, fc.array(word, { maxLength: 2 })),
  },
  { requiredKeys: [] },
);
const ref = fc.record(
  {
    resource: word,
    subresource: word,
    namespace: word,
    name: word,
    apiGroup: fc.constantFrom('', 'apps', 'rbac.authorization.k8s.io'),
    apiVersion: word,
    uid: word,
  },
  { requiredKeys: [] },
);
const time = fc.constantFrom(
  '2026-11-25T10:53:00.123456Z',
  '2026-11-25T10:53:00Z',
  '2026-02-29T23:59:60.1+02:00',
  'no time',
  null,
);

/** Events as the server writes them, and as it never would: every field may be missing, null or of a wrong type. */
export const arbitraryEvent: fc.Arbitrary<Json> = fc
  .record(
    {
      kind: fc.oneof({ weight: 9, arbitrary: fc.constant('Event') }, { weight: 1, arbitrary: anything }),
      apiVersion: fc.constantFrom('audit.k8s.io/v1', 'audit.k8s.io/v1beta1', 'v1', ''),
      level: word,
      auditID: word,
      stage: word,
      requestURI: word,
      verb: word,
      user: fc.oneof({ weight: 9, arbitrary: user }, { weight: 1, arbitrary: anything }),
      impersonatedUser: fc.oneof({ weight: 9, arbitrary: user }, { weight: 1, arbitrary: anything }),
      authenticationMetadata: fc.oneof(fc.record({ impersonationConstraint: word }), anything),
      sourceIPs: fc.array(word, { maxLength: 2 }),
      userAgent: fc.oneof({ weight: 9, arbitrary: word }, { weight: 1, arbitrary: anything }),
      objectRef: fc.oneof({ weight: 9, arbitrary: ref }, { weight: 1, arbitrary: anything }),
      responseStatus: fc.oneof(fc.record({ code: fc.oneof(fc.integer(), anything) }), anything),
      requestObject: anything,
      responseObject: anything,
      requestReceivedTimestamp: time,
      stageTimestamp: time,
      annotations: fc.oneof({ weight: 9, arbitrary: fc.dictionary(word, word) }, { weight: 1, arbitrary: anything }),
      somethingElse: anything,
    },
    { requiredKeys: [] },
  )
  .map((event) => event as Json);

/** JSON of one line, with blanks where they may be. */
export function lineOf(event: Json, indent: number): string {
  return JSON.stringify(event, undefined, indent).replaceAll(/\n */g, ' ');
}
