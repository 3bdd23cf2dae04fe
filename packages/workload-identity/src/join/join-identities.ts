import type { KubeObject } from '@bulwark/model';
import { Accounts } from './accounts.ts';
import type { CloudSide } from './cloud-side.ts';
import type { Identities } from './identity-edge.ts';
import { joinAws, openAws } from './join-aws.ts';
import { joinAzure, openAzure } from './join-azure.ts';
import { joinGcp, openGcp } from './join-gcp.ts';

/**
 * Which ServiceAccounts can take which identity of a cloud: the edges that lead out of a cluster. An account that a trust names
 * and that no manifest shows has edges too: whoever may create it gets them.
 */
export function joinIdentities(accounts: readonly KubeObject[], side: CloudSide): Identities {
  const known = new Accounts(accounts);
  return {
    edges: [...joinAws(known, side), ...joinAzure(known, side), ...joinGcp(known, side)],
    open: [...openAws(side), ...openAzure(side), ...openGcp(side)],
  };
}
