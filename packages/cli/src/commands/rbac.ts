import { buildRouteMap, type Command, type RouteMap } from '@stricli/core';
import { can } from './rbac-can.ts';
import { rbacDiff } from './rbac-diff.ts';
import { escalations } from './rbac-escalations.ts';
import { graph } from './rbac-graph.ts';
import { identities } from './rbac-identities.ts';
import { minimize } from './rbac-minimize.ts';
import { permissions } from './rbac-permissions.ts';
import { review } from './rbac-review.ts';
import { whoCan } from './rbac-who-can.ts';
import type { Shell } from '../shell.ts';

/** The commands of `bulwark rbac`, by the names that people type. */
const ROUTES = { can, 'who-can': whoCan, permissions, escalations, diff: rbacDiff, minimize, identities, review, graph };

export const RBAC_COMMANDS: readonly Command<Shell>[] = Object.values(ROUTES);

export const rbac: RouteMap<Shell> = buildRouteMap({
  routes: ROUTES,
  docs: {
    brief: 'Who may do what, as the API server decides it',
    fullDescription: `What roles and bindings let people do, in the rules of the API server's RBAC authorizer, from manifests alone.

EXAMPLES
  bulwark rbac can get secrets/db k8s/ --as system:serviceaccount:shop:api -n shop   yes or no, and what says so
  bulwark rbac who-can create pods/exec k8s/ -n prod                                 everybody who may
  bulwark rbac permissions k8s/ --as jane                                            all that somebody may do
  bulwark rbac identities k8s/ --iam iam/                                             which identity of a cloud an account can take
  bulwark rbac diff old/ new/                                                         what a change lets people do
  bulwark rbac escalations k8s/                                                       who can become cluster-admin, and how
  bulwark rbac minimize --from audit.log k8s/                                         roles of what was used, proved
  bulwark rbac graph k8s/ -o svg > rbac.svg                                           a drawing
  bulwark rbac review k8s/ --at 2026-11-25 -o html > review.html                      an access review for an auditor`,
  },
});
