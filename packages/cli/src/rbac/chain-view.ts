import { formatPath } from '@bulwark/model';
import type { AnyGap, AnyGrant, NodeEdge, NodeGrant } from '@bulwark/rbac';
import { gapView, grantView, written } from './grant-view.ts';

/** What allows a request, as JSON shows it: grants of RBAC as they ever were, others with their authorizer. */
export function anyGrantView(grant: AnyGrant): unknown {
  if (grant === 'system:masters') return grant;
  if (!('authorizer' in grant)) return grantView(grant);
  return grant.authorizer === 'Node' ? nodeView(grant) : { authorizer: grant.authorizer };
}

export function anyGapView(gap: AnyGap): object {
  return 'binding' in gap ? gapView(gap) : { authorizer: gap.authorizer, reason: gap.reason };
}

function nodeView({ authorizer, node, because }: NodeGrant): object {
  const reason = because.kind === 'path' ? { kind: because.kind, path: because.path.map(edgeView) } : because;
  return { authorizer, node, because: reason };
}

function edgeView({ from, object, at, filledIn }: NodeEdge): object {
  return {
    resource: from.kind,
    ...(from.namespace !== '' && { namespace: from.namespace }),
    name: from.name,
    field: `${object.kind} ${formatPath(at)}`,
    ...(filledIn === true && { filledIn }),
    ...written(object, at),
  };
}
