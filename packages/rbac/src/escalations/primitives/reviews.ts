import { need } from '../need.ts';
import type { Primitive } from '../primitive.ts';
import { simple } from '../simple.ts';

/** To try stolen tokens, and to find the one that is worth it, and nothing but a review to be seen in the audit log. */
export const askReviews: Primitive = simple({
  id: 'ask-reviews',
  title: 'asks the API server whose a token is, and who may do what',
  techniques: ['T1613', 'T1069.003'],
  severity: { cluster: 'info', namespace: 'info' },
  ways: [[need('create', 'tokenreviews.authentication.k8s.io')], [need('create', 'subjectaccessreviews.authorization.k8s.io')]],
});

/** What the program is doing while it serves others, and how to keep it busy. */
export const serverInsides: Primitive = simple({
  id: 'server-insides',
  title: 'looks into the API server while it works',
  techniques: ['T1613'],
  severity: { cluster: 'info', namespace: 'info' },
  ways: [[need('get', '/debug/pprof/heap')]],
});
