import { clean } from '@bulwark/report';
import { ruleWords, type AnyGap, type AnyGrant, type NodeEdge, type NodeGrant, type NodePath } from '@bulwark/rbac';
import type { TextStyle } from '../input/text-style.ts';
import { at, gapLine, grantLines } from './grant-text.ts';

/** Why a request is allowed, whichever authorizer says so. */
export function anyGrantLines(grant: AnyGrant, style: TextStyle): readonly string[] {
  if (grant === 'system:masters') return ['the group system:masters may do everything, whatever the roles say'];
  if (!('authorizer' in grant)) return grantLines(grant, style);
  if (grant.authorizer === 'AlwaysAllow') return ['by the authorizer AlwaysAllow, which allows everything to everybody'];
  return nodeLines(grant, style);
}

export function anyGapLine(gap: AnyGap, style: TextStyle): string {
  return 'binding' in gap ? gapLine(gap, style) : clean(`authorizer ${gap.authorizer || '(unnamed)'}: ${gap.reason}`);
}

function nodeLines({ node, because }: NodeGrant, style: TextStyle): readonly string[] {
  const say = (why: string): string => `by the Node authorizer: ${clean(why)}`;
  switch (because.kind) {
    case 'rule':
      return [say(`every node may ${ruleWords(because.rule)}`)];
    case 'own':
      return [say(`it is what belongs to node ${node} itself`)];
    case 'left-to-admission':
      return [say('every node may, and the admission plugin NodeRestriction keeps it to its own')];
    case 'path':
      return [`${say(pathWords(node, because.path))}${lastPlace(because.path, style)}`];
  }
}

function lastPlace(path: NodePath, style: TextStyle): string {
  const last = path.at(-1);
  return last?.object.origin === undefined ? '' : at(last.object, last.at, style);
}

/** `pod shop/api on node n1 mounts it`. */
function pathWords(node: string, path: NodePath): string {
  const [first, second, ...behind] = path;
  if (first?.from.kind !== 'pods') return `it is for node ${node}`;
  const pod = `pod ${first.from.namespace}/${first.from.name}`;
  if (second === undefined) return `${pod} runs on node ${node}`;
  return `${pod} on node ${node} ${behind.length === 0 ? podWords(second) : volumeWords(second, behind)}`;
}

function podWords({ from, at: field }: NodeEdge): string {
  if (from.kind === 'serviceaccounts') return 'runs as it';
  if (from.kind === 'resourceclaims') return 'claims it';
  if (field.includes('imagePullSecrets')) return 'pulls its images with it';
  return field.includes('env') || field.includes('envFrom') ? 'has it in its environment' : 'mounts it';
}

function volumeWords(claim: NodeEdge, [volume, secret]: readonly NodeEdge[]): string {
  const through = `claim ${claim.from.namespace}/${claim.from.name}`;
  return secret === undefined
    ? `mounts it through ${through}`
    : `mounts volume ${volume?.from.name} through ${through}, which names it`;
}
