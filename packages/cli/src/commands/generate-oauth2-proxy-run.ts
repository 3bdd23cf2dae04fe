import type { Shell } from '../shell.ts';
import { proxyManifests } from '../generate/oauth2-proxy.ts';
import { wishOf, type ProxyFlags } from '../generate/oauth2-proxy-flags.ts';

export type GenerateOAuth2ProxyFlags = ProxyFlags;

export async function run(this: Shell, flags: GenerateOAuth2ProxyFlags): Promise<void> {
  this.process.stdout.write(proxyManifests(wishOf(flags)));
  await Promise.resolve();
}
