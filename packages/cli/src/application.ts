import {
  buildApplication,
  buildRouteMap,
  generateHelpTextForAllCommands,
  text_en,
  type Application,
  type ApplicationText,
  type CommandContext,
  type RouteMap,
} from '@stricli/core';
import { migrate } from './commands/config-migrate.ts';
import { completion } from './commands/completion.ts';
import { controls } from './commands/controls.ts';
import { explain } from './commands/explain.ts';
import { authentication } from './commands/generate-authentication.ts';
import { oauth2Proxy } from './commands/generate-oauth2-proxy.ts';
import { harden } from './commands/harden.ts';
import { init } from './commands/init.ts';
import { advise } from './commands/pod-security-advise.ts';
import { check } from './commands/pod-security-check.ts';
import { diff } from './commands/pod-security-diff.ts';
import { fix } from './commands/fix.ts';
import { rbac, RBAC_COMMANDS } from './commands/rbac.ts';
import { scan } from './commands/scan.ts';
import { errorText, exitOf } from './print-error.ts';
import type { Shell } from './shell.ts';
import { unknownCommand, usageError } from './usage-error.ts';
import { VERSION } from './version.ts';

/** The commands, under the texts that this project uses for errors. */
export function applicationFor(env: Readonly<Record<string, string | undefined>>): Application<Shell> {
  const podSecurity = buildRouteMap({
    routes: { check, advise, diff },
    docs: {
      brief: 'Pod Security Standards and admission, as the API server decides them',
      fullDescription: `What the Pod Security Standards say of manifests, in every version from 1.0 to 1.37, in the words of the API server.

EXAMPLES
  bulwark pod-security check k8s/ --level restricted     what a level refuses
  bulwark pod-security advise k8s/                       which level each namespace can enforce
  bulwark pod-security diff k8s/ --from 1.30 --to 1.37   what an upgrade refuses`,
    },
  });
  const config = buildRouteMap({ routes: { migrate }, docs: { brief: 'The configuration, bulwark.yaml' } });
  const root: RouteMap<Shell> = buildRouteMap({
    routes: {
      scan,
      fix,
      harden,
      'pod-security': podSecurity,
      rbac,
      explain,
      controls,
      init,
      generate: generateRoutes(),
      config,
      completion: completion(() => root),
    },
    docs: {
      brief: 'Finds what is insecure in Kubernetes manifests',
      fullDescription: `Finds what is insecure in Kubernetes manifests, and explains it.

EXAMPLES
  bulwark scan k8s/                    scan a folder
  bulwark scan charts/shop             scan what a chart renders, by your helm
  bulwark fix k8s/                     mend what is safe to mend
  bulwark explain pod/privileged       what a finding means and how to mend it`,
    },
  });
  return buildApplication(root, {
    name: 'bulwark',
    versionInfo: { currentVersion: VERSION },
    scanner: { caseStyle: 'allow-kebab-for-camel', allowArgumentEscapeSequence: true },
    documentation: { onlyRequiredInUsageLine: true, disableAnsiColor: true },
    localization: { text: texts(env) },
    determineExitCode: exitOf,
  });
}

function generateRoutes(): RouteMap<Shell> {
  return buildRouteMap({
    routes: { authentication, 'oauth2-proxy': oauth2Proxy },
    docs: {
      brief: 'Sound configurations to begin with',
      fullDescription: `Prints configurations that pass every control of ours.

EXAMPLES
  bulwark generate authentication --provider okta --issuer https://acme.okta.com --client-id shop-cluster
  bulwark generate oauth2-proxy --provider okta --issuer https://acme.okta.com --client-id grafana --host grafana.example.com --upstream http://grafana.monitoring.svc --allowed-group operators`,
    },
  });
}

/** What `--help` prints, of every command. */
export function helpTexts(): readonly { readonly command: string; readonly help: string }[] {
  // No command is run, so none of them needs its shell.
  const application = applicationFor({}) as unknown as Application<CommandContext>;
  return generateHelpTextForAllCommands(application).map(([command, help]) => ({ command, help }));
}

function texts(env: Readonly<Record<string, string | undefined>>): ApplicationText {
  const print = (error: unknown): string => errorText(error, env).trimEnd();
  const flags = [
    'help',
    ...[scan, fix, harden, check, advise, diff, ...RBAC_COMMANDS, explain, controls, init, authentication].flatMap(
      ({ parameters }) => Object.keys(parameters.flags ?? {}),
    ),
  ];
  return {
    ...text_en,
    briefs: {
      ...text_en.briefs,
      help: 'Print this help and exit',
      version: 'Print the version and exit',
      argumentEscapeSequence: 'Everything after it is a path, even with a dash in front',
    },
    noCommandRegisteredForInput: ({ input, corrections }) => print(unknownCommand(input, corrections)),
    exceptionWhileParsingArguments: (error) => print(usageError(error, flags)),
    exceptionWhileLoadingCommandFunction: print,
    exceptionWhileLoadingCommandContext: print,
    exceptionWhileRunningCommand: print,
    commandErrorResult: print,
  };
}
