import { isStrictlyWithin, readCidr } from './cidr.ts';
import { FINE, invalid, listOf, own, type Complaint, type Members } from './rule.ts';

/** k8s.io/kubernetes, pkg/apis/networking/validation. */

const NO_PEER: Complaint = {
  problem: 'missing-field',
  below: [],
  reason: 'says no peer: it needs a podSelector, a namespaceSelector or an ipBlock',
};
const NO_BLOCK = 'must be a block of addresses such as 192.0.2.0/24';

export function networkPolicyPeer(value: Members): readonly Complaint[] {
  const hasBlock = own(value, 'ipBlock') !== undefined;
  const hasSelector = own(value, 'podSelector') !== undefined || own(value, 'namespaceSelector') !== undefined;
  if (hasBlock && hasSelector) return [invalid('may not stand beside podSelector or namespaceSelector', 'ipBlock')];
  return hasBlock || hasSelector ? FINE : [NO_PEER];
}

export function ipBlock(value: Members): readonly Complaint[] {
  const cidr = own(value, 'cidr');
  if (typeof cidr !== 'string' || cidr === '') return FINE;
  const block = readCidr(cidr);
  if (block === undefined) return [invalid(NO_BLOCK, 'cidr')];
  return listOf(own(value, 'except')).flatMap((text, index) => {
    const except = typeof text === 'string' ? readCidr(text) : block;
    if (except === undefined) return [invalid(NO_BLOCK, 'except', index)];
    const isRight = typeof text !== 'string' || isStrictlyWithin(except, block);
    return isRight ? [] : [invalid('must lie in cidr and be less than all of it', 'except', index)];
  });
}
